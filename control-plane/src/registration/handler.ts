import { SFNClient } from '@aws-sdk/client-sfn'
import { CONTROL_PLANE_ROUTES } from '@tenantry/contracts/control-plane-api/routes.ts'
import { requestedBy } from '@tenantry/toolkit/audit.ts'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { type ApiRequest, apiHandler } from '@tenantry/toolkit/http.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { answersOf } from '../idempotency/answers-of.ts'
import { byOperator, operatorOf } from '../operators/operator.ts'
import { STRANGER } from '../tenants/audit.ts'
import { sendNow } from '../tenants/outbox-entries.ts'
import { workflowStarter } from '../tenants/senders.ts'
import { tenantStore } from '../tenants/tenant-store.ts'
import { tierCatalogue } from '../tenants/tier-catalogue.ts'
import { workflowStore } from '../workflows/workflow-store.ts'
import { Env } from './env.ts'
import { getRegistration } from './get-registration.ts'
import { type Registrar, register } from './register.ts'

const env = readEnv(Env, process.env)
const logger = createLogger('registration')
const tenants = tenantStore(dynamo(), { tenants: env.TENANTS_TABLE, outbox: env.OUTBOX_TABLE, audit: env.AUDIT_TABLE })
const tiers = tierCatalogue(table(dynamo(), env.TIERS_TABLE))
const items = table(dynamo(), env.TENANTS_TABLE)
const outbox = table(dynamo(), env.OUTBOX_TABLE)
const services = {
  tenants,
  tiers,
  start: sendNow(outbox, workflowStarter(new SFNClient({}), env.WORKFLOW_MACHINES), logger),
  system,
}
const registeredBy = (request: ApiRequest): Registrar => ({
  by: byOperator(request),
  operatorId: operatorOf(request).userId,
})
const signedUpBy = (request: ApiRequest): Registrar => ({ by: requestedBy(request, STRANGER), operatorId: null })

export const handler = apiHandler({
  routes: CONTROL_PLANE_ROUTES,
  service: 'registration',
  operations: {
    register: register(services, signedUpBy),
    registerTenant: register(services, registeredBy),
    getRegistration: getRegistration({ tenants, workflows: workflowStore(items) }),
  },
  answers: answersOf(env.IDEMPOTENCY_TABLE, 'registration'),
  logger,
})
