import { SFNClient } from '@aws-sdk/client-sfn'
import { CONTROL_PLANE_ROUTES } from '@tenantry/contracts/control-plane-api/routes.ts'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { apiHandler } from '@tenantry/toolkit/http.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { operatorOf } from '../operators/operator.ts'
import { relay } from '../tenants/outbox.ts'
import { outboxStore } from '../tenants/outbox-store.ts'
import { provisioningStarter } from '../tenants/senders.ts'
import { tenantStore } from '../tenants/tenant-store.ts'
import { tierCatalogue } from '../tenants/tier-catalogue.ts'
import { Env } from './env.ts'
import { getRegistration } from './get-registration.ts'
import { register } from './register.ts'

const env = readEnv(Env, process.env)
const logger = createLogger('registration')
const tenants = tenantStore(dynamo(), env.TENANTS_TABLE)
const tiers = tierCatalogue(table(dynamo(), env.TIERS_TABLE))
const outbox = outboxStore(table(dynamo(), env.TENANTS_TABLE))
const services = {
  tenants,
  tiers,
  start: relay(provisioningStarter(new SFNClient({}), env.PROVISIONING_MACHINE_ARN), { outbox, logger }),
  system,
}

export const handler = apiHandler({
  routes: CONTROL_PLANE_ROUTES,
  service: 'registration',
  operations: {
    register: register(services, () => 'applicant'),
    registerTenant: register(services, (request) => operatorOf(request).email),
    getRegistration: getRegistration({ tenants }),
  },
  logger,
})
