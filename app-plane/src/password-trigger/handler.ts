import { type ConfirmationEvent, whoResetPassword } from '@tenantry/toolkit/confirmation-event.ts'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { triggerHandler } from '@tenantry/toolkit/trigger-handler.ts'
import { personSessions } from '../people/person-sessions.ts'
import { Env } from './env.ts'

const env = readEnv(Env, process.env)
const sessions = personSessions(table(dynamo(), env.PEOPLE_TABLE))

/** A new password ends every session that began with the old one. */
export const handler = triggerHandler(createLogger('password-trigger'), async (event: ConfirmationEvent) => {
  const userId = whoResetPassword(event)
  if (userId !== null) await sessions.endSessions(userId, system.now())
  return event
})
