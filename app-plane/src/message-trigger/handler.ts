import { SSMClient } from '@aws-sdk/client-ssm'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { Refused, triggerHandler } from '@tenantry/toolkit/trigger-handler.ts'
import { workFor } from '@tenantry/toolkit/work.ts'
import { directoryStore } from '../directory/directory-store.ts'
import { addressBook } from '../people/address-book.ts'
import { signInLink } from '../people/sign-in-link.ts'
import { Env } from './env.ts'
import { invitation } from './invitation.ts'
import type { MessageEvent } from './message-event.ts'

const env = readEnv(Env, process.env)
const addresses = addressBook(table(dynamo(), env.ADDRESSES_TABLE), system)
const link = signInLink(new SSMClient({}), env.SITE_URL_PARAMETER, system)
const directory = directoryStore(table(dynamo(), env.DIRECTORY_TABLE))

/** Writes the invitation of a new person; Cognito's other mails (a code to reset a password) keep Cognito's text. */
export const handler = triggerHandler(createLogger('message-trigger'), async (event: MessageEvent) => {
  if (event.triggerSource !== 'CustomMessage_AdminCreateUser') return event
  const { userAttributes, codeParameter, usernameParameter } = event.request
  const { email = '' } = userAttributes
  // Whoever has an invitation sent names the tenant first.
  const tenantId = await addresses.invitingTenant(email)
  const tenant = tenantId === undefined ? undefined : await directory.get(tenantId)
  if (!tenant) throw new Refused('No tenant invites this person: have the invitation sent by the app or the console.')
  workFor(tenant)
  const { subject, text } = invitation({
    tenantName: tenant.tenantName,
    email,
    passwordPlaceholder: codeParameter,
    usernamePlaceholder: usernameParameter ?? '{username}',
    link: await link(tenant.tenantName),
  })
  event.response = { ...event.response, emailSubject: subject, emailMessage: text }
  return event
})
