import { APIGatewayClient } from '@aws-sdk/client-api-gateway'
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import { SSMClient } from '@aws-sdk/client-ssm'
import { APP_PLANE_SOURCE, type DetailType, TenantState } from '@tenantry/contracts/events.ts'
import { bySystem } from '@tenantry/toolkit/audit.ts'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { eventHandler } from '@tenantry/toolkit/event-handler.ts'
import { assertNotAhead } from '@tenantry/toolkit/event-time.ts'
import { type Entry, eventBridge, publish, readEvent } from '@tenantry/toolkit/events.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { mailClient, sesMails } from '@tenantry/toolkit/mails.ts'
import { relay } from '@tenantry/toolkit/outbox.ts'
import { queues } from '@tenantry/toolkit/queue.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { directoryStore } from '../directory/directory-store.ts'
import { addressBook } from '../people/address-book.ts'
import { membershipChanges } from '../people/membership-changes.ts'
import { membershipStore } from '../people/membership-store.ts'
import { poolPeople } from '../people/people.ts'
import { peopleAudit } from '../people/people-audit.ts'
import { signInLink } from '../people/sign-in-link.ts'
import { tenantUserSender } from '../people/tenant-user-sender.ts'
import { activateTenant } from './activate-tenant.ts'
import { type Answers, answerRequest } from './answer-request.ts'
import { apiKeyValue } from './api-keys.ts'
import { appointAdmin } from './appoint-admin.ts'
import { Env } from './env.ts'
import { followTenant } from './follow-tenant.ts'
import { inviteAdminAgain } from './invite-admin.ts'
import { provisionTenant } from './provision-tenant.ts'
import { withdrawTenant } from './withdraw-tenant.ts'

const PROVISION: Answers = { success: 'sbt_aws_provisionSuccess', failure: 'sbt_aws_provisionFailure' }
const ACTIVATE: Answers = { success: 'sbt_aws_activateSuccess', failure: 'sbt_aws_activateFailure' }
const DEACTIVATE: Answers = { success: 'sbt_aws_deactivateSuccess', failure: 'sbt_aws_deactivateFailure' }

const env = readEnv(Env, process.env)
const logger = createLogger('tenant-directory')
const bus = eventBridge()
const publishEvent = (event: Entry) => publish(bus, env.EVENT_BUS_NAME, APP_PLANE_SOURCE, [event])
const send = tenantUserSender(publishEvent)
const tables = { memberships: env.MEMBERSHIPS_TABLE, outbox: env.OUTBOX_TABLE }
const memberships = {
  ...membershipStore(table(dynamo(), env.MEMBERSHIPS_TABLE)),
  ...membershipChanges(dynamo(), tables, {
    announce: relay(send, logger),
    audit: peopleAudit(env.AUDIT_TABLE, 'tenant-directory', system),
    by: bySystem('tenant-directory'),
    system,
  }),
}
const services = {
  directory: directoryStore(table(dynamo(), env.DIRECTORY_TABLE)),
  memberships,
  people: poolPeople(new CognitoIdentityProviderClient({}), {
    userPoolId: env.USER_POOL_ID,
    memberships,
    addresses: addressBook(table(dynamo(), env.ADDRESSES_TABLE), system),
  }),
  apiKeyValue: apiKeyValue(new APIGatewayClient({})),
  sendMail: sesMails(mailClient(), env.MAIL_FROM),
  signInLink: signInLink(new SSMClient({}), env.SITE_URL_PARAMETER, system),
  system,
}
const answers = {
  publish: (type: DetailType, detail: unknown) => publishEvent({ type, detail }),
  warn: (message: string, error: Error) => logger.warn(message, error),
}

/** Consumes the control plane's events: whole states, in any order, perhaps more than once. */
export const handler = eventHandler({
  client: queues(),
  url: env.QUEUE_URL,
  logger,
  async work(event) {
    const tenant = readEvent(TenantState, event)
    assertNotAhead(tenant.changedAt, system.now())
    logger.info(event['detail-type'], { sequence: tenant.sequence })
    switch (event['detail-type']) {
      case 'sbt_aws_onboardingRequest':
        return answerRequest(answers, PROVISION, tenant, () => provisionTenant(services, tenant))
      case 'sbt_aws_activateRequest':
        return answerRequest(answers, ACTIVATE, tenant, () => followTenant(services, tenant))
      case 'sbt_aws_deactivateRequest':
        return answerRequest(answers, DEACTIVATE, tenant, () => followTenant(services, tenant))
      case 'sbt_aws_onboardingSuccess':
        return activateTenant(services, tenant)
      case 'sbt_aws_resendInvitationRequest':
        return inviteAdminAgain(services, tenant)
      case 'sbt_aws_appointAdminRequest':
        return appointAdmin(services, tenant)
      case 'sbt_aws_onboardingFailure':
        return withdrawTenant(services, tenant)
      default:
        throw new Error(`No rule should deliver ${event['detail-type']} here`)
    }
  },
})
