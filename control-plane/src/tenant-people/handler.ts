import { readEnv } from '@tenantry/toolkit/env.ts'
import { eventHandler } from '@tenantry/toolkit/event-handler.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { queues } from '@tenantry/toolkit/queue.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { tenantPeople } from '../tenants/tenant-people.ts'
import { unusedTenants } from '../tenants/unused-tenants.ts'
import { Env } from './env.ts'
import { followPerson } from './follow-person.ts'

const env = readEnv(Env, process.env)
const items = table(dynamo(), env.TENANTS_TABLE)

export const handler = eventHandler({
  client: queues(),
  url: env.QUEUE_URL,
  logger: createLogger('tenant-people'),
  work: followPerson({ people: tenantPeople(items), unused: unusedTenants(items), system }),
})
