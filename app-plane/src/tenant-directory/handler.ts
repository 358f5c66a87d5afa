import { APIGatewayClient } from '@aws-sdk/client-api-gateway'
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import { LambdaClient } from '@aws-sdk/client-lambda'
import { SSMClient } from '@aws-sdk/client-ssm'
import { APP_PLANE_SOURCE, type DetailType, TenantState } from '@tenantry/contracts/events.ts'
import { PROJECTION_LAG } from '@tenantry/contracts/metrics.ts'
import { ALLOWANCE_EVENT, AllowanceState, TIER_EVENT, TierState } from '@tenantry/contracts/plan.ts'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { eventHandler } from '@tenantry/toolkit/event-handler.ts'
import { assertNotAhead } from '@tenantry/toolkit/event-time.ts'
import { type BusEvent, type Entry, eventBridge, publish, readEvent } from '@tenantry/toolkit/events.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { mailClient, sesMails } from '@tenantry/toolkit/mails.ts'
import { countMetric } from '@tenantry/toolkit/metrics.ts'
import { queues } from '@tenantry/toolkit/queue.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { directoryStore } from '../directory/directory-store.ts'
import { planStore } from '../directory/plan-store.ts'
import { membershipStore } from '../people/membership-store.ts'
import { openAdmins } from '../people/open-admins.ts'
import { activateTenant } from './activate-tenant.ts'
import { adminsByPlace } from './admins-by-place.ts'
import { announceEnd } from './announce-end.ts'
import { type Answers, answerRequest } from './answer-request.ts'
import { apiKeyValue } from './api-keys.ts'
import { appointAdmin } from './appoint-admin.ts'
import { Env } from './env.ts'
import { followTenant } from './follow-tenant.ts'
import { forgetTenant } from './forget-tenant.ts'
import { provisionTenant } from './provision-tenant.ts'
import { siloAdmins } from './silo-admins.ts'
import { withdrawTenant } from './withdraw-tenant.ts'

const PROVISION: Answers = { success: 'sbt_aws_provisionSuccess', failure: 'sbt_aws_provisionFailure' }
const ACTIVATE: Answers = { success: 'sbt_aws_activateSuccess', failure: 'sbt_aws_activateFailure' }
const UPDATE: Answers = { success: 'sbt_aws_updateSuccess', failure: 'sbt_aws_updateFailure' }
const DEPROVISION: Answers = { success: 'sbt_aws_deprovisionSuccess', failure: 'sbt_aws_deprovisionFailure' }
const DEACTIVATE: Answers = { success: 'sbt_aws_deactivateSuccess', failure: 'sbt_aws_deactivateFailure' }

const env = readEnv(Env, process.env)
const logger = createLogger('tenant-directory')
const bus = eventBridge()
const publishEvent = (event: Entry) => publish(bus, env.EVENT_BUS_NAME, APP_PLANE_SOURCE, [event])
const plans = planStore(table(dynamo(), env.DIRECTORY_TABLE))
const services = {
  directory: directoryStore(table(dynamo(), env.DIRECTORY_TABLE)),
  admins: adminsByPlace({
    shared: openAdmins({
      writer: 'tenant-directory',
      env,
      publish: publishEvent,
      clients: { cognito: new CognitoIdentityProviderClient({}), ssm: new SSMClient({}) },
      logger,
    }),
    silos: siloAdmins(new LambdaClient({})),
  }),
  apiKeyValue: apiKeyValue(new APIGatewayClient({})),
  // A tenant is deleted where the pool serves it, so its admins are people of the pool.
  memberships: membershipStore(table(dynamo(), env.MEMBERSHIPS_TABLE)),
  sendMail: sesMails(mailClient(), env.MAIL_FROM),
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
    switch (event['detail-type']) {
      case TIER_EVENT:
        return following(event, readEvent(TierState, event), plans.followTier)
      case ALLOWANCE_EVENT:
        return following(event, readEvent(AllowanceState, event), plans.followUse)
      default:
        return following(event, readEvent(TenantState, event), (tenant) => follow(event, tenant))
    }
  },
})

async function following<State extends { changedAt: number; sequence?: number }>(
  event: BusEvent,
  state: State,
  work: (state: State) => Promise<void>,
): Promise<void> {
  assertNotAhead(state.changedAt, system.now())
  logger.info(event['detail-type'], { sequence: state.sequence })
  try {
    await work(state)
  } finally {
    countMetric(PROJECTION_LAG, Math.max(0, system.now() - state.changedAt) / 1000)
  }
}

async function follow(event: BusEvent, tenant: TenantState): Promise<void> {
  switch (event['detail-type']) {
    case 'sbt_aws_onboardingRequest':
      return answerRequest(answers, PROVISION, tenant, () => provisionTenant(services, tenant))
    case 'sbt_aws_activateRequest':
      return answerRequest(answers, ACTIVATE, tenant, () => followTenant(services, tenant))
    case 'sbt_aws_deactivateRequest':
    case 'sbt_aws_offboardingRequest':
      return answerRequest(answers, DEACTIVATE, tenant, () => followTenant(services, tenant))
    case 'sbt_aws_updateRequest':
      return answerRequest(answers, UPDATE, tenant, () => followTenant(services, tenant))
    case 'sbt_aws_offboardingScheduled':
      return announceEnd(services, tenant)
    case 'sbt_aws_offboardingFailure':
      return void (await followTenant(services, tenant))
    case 'sbt_aws_offboardingSuccess':
      return answerRequest(answers, DEPROVISION, tenant, () => forgetTenant(services, tenant))
    case 'sbt_aws_onboardingSuccess':
      return activateTenant(services, tenant)
    case 'sbt_aws_resendInvitationRequest':
      return services.admins.inviteAgain(tenant)
    case 'sbt_aws_appointAdminRequest':
      return appointAdmin(services, tenant)
    case 'sbt_aws_tenantUpdated':
    case 'sbt_aws_tenantRenamed':
      return void (await followTenant(services, tenant))
    case 'sbt_aws_onboardingFailure':
      return withdrawTenant(services, tenant)
    default:
      throw new Error(`No rule should deliver ${event['detail-type']} here`)
  }
}
