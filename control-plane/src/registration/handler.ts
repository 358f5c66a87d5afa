import { SFNClient } from '@aws-sdk/client-sfn'
import { CONTROL_PLANE_ROUTES } from '@tenantry/contracts/control-plane-api/routes.ts'
import { NO_API_DOMAIN } from '@tenantry/contracts/deployment.ts'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { type ApiOperation, type ApiRequest, apiHandler } from '@tenantry/toolkit/http.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { mailClient, sesMails } from '@tenantry/toolkit/mails.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { answersOf } from '../idempotency/answers-of.ts'
import { byOperator, operatorOf } from '../operators/operator.ts'
import { sendNow } from '../tenants/outbox-entries.ts'
import { startRun, workflowStarter } from '../tenants/senders.ts'
import { tenantStore } from '../tenants/tenant-store.ts'
import { tierCatalogue } from '../tenants/tier-catalogue.ts'
import { mostRuns, slots } from '../workflows/slots.ts'
import { workflowStore } from '../workflows/workflow-store.ts'
import { codeLimit } from './code-limit.ts'
import { confirmRegistration } from './confirm-registration.ts'
import { Env } from './env.ts'
import { getRegistration } from './get-registration.ts'
import { type Registrar, registerTenant } from './register.ts'
import { resendCode } from './resend-code.ts'
import { limitedBySource, sourceLimit } from './source-limit.ts'
import { startRegistration } from './start-registration.ts'
import { unconfirmedStore } from './unconfirmed-store.ts'

const env = readEnv(Env, process.env)
const logger = createLogger('registration')
const signUps = table(dynamo(), env.SIGN_UPS_TABLE)
const items = table(dynamo(), env.TENANTS_TABLE)
const outbox = table(dynamo(), env.OUTBOX_TABLE)
const start = workflowStarter(
  slots(items, mostRuns(env.ONBOARDING_SLOTS)),
  startRun(new SFNClient({}), env.WORKFLOW_MACHINES),
)
const services = {
  tenants: tenantStore(dynamo(), { tenants: env.TENANTS_TABLE, outbox: env.OUTBOX_TABLE, audit: env.AUDIT_TABLE }),
  tiers: tierCatalogue(table(dynamo(), env.TIERS_TABLE)),
  workflows: workflowStore(items),
  unconfirmed: unconfirmedStore(signUps, system),
  codes: codeLimit(signUps, system, { perHour: env.CODES_PER_HOUR }),
  sendMail: sesMails(mailClient(), env.MAIL_FROM),
  start: sendNow(outbox, start, logger),
  servesSilos: env.API_DOMAIN !== NO_API_DOMAIN,
  system,
  logger,
}
const registeredBy = (request: ApiRequest): Registrar => ({
  by: byOperator(request),
  operatorId: operatorOf(request).userId,
})
const sources = sourceLimit(signUps, system, { perSecond: env.SOURCE_RATE, burst: env.SOURCE_BURST })
const limited = (operation: ApiOperation) => limitedBySource(sources, operation)

export const handler = apiHandler({
  routes: CONTROL_PLANE_ROUTES,
  service: 'registration',
  operations: {
    register: limited(startRegistration(services)),
    confirmRegistration: limited(confirmRegistration(services)),
    resendCode: limited(resendCode(services)),
    registerTenant: registerTenant(services, registeredBy),
    getRegistration: getRegistration(services),
  },
  answers: answersOf(env.IDEMPOTENCY_TABLE, 'registration'),
  logger,
})
