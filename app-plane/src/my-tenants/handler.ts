import { openCursors } from '@tenantry/toolkit/cursors.ts'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { apiHandler } from '@tenantry/toolkit/http.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { Env } from './env.ts'
import { knownTenants } from './known-tenants.ts'
import { listMyTenants } from './list-my-tenants.ts'
import { ownMemberships } from './own-memberships.ts'
import { MY_TENANTS } from './service.ts'

const env = readEnv(Env, process.env)
const services = {
  memberships: ownMemberships(
    table(dynamo(), env.MEMBERSHIPS_TABLE),
    openCursors(table(dynamo(), env.LISTS_TABLE), system),
  ),
  tenants: knownTenants(table(dynamo(), env.DIRECTORY_TABLE)),
}

export const handler = apiHandler({
  routes: MY_TENANTS.routes,
  service: 'my-tenants',
  operations: { listMyTenants: listMyTenants(services) },
  answers: null,
  logger: createLogger('my-tenants'),
})
