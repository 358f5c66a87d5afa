import { workPolicy } from '@tenantry/contracts/session-policy.ts'
import { DIRECTORY_CACHE_SECONDS } from '@tenantry/contracts/timing.ts'
import { cached } from '@tenantry/toolkit/cache.ts'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { queueHandler, queues } from '@tenantry/toolkit/queue.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { withTenantFromEvent } from '@tenantry/toolkit/tenant-from-event.ts'
import { securityTokens, tenantSessions } from '@tenantry/toolkit/tenant-session.ts'
import { directoryStore } from '../directory/directory-store.ts'
import { servedTenant } from '../directory/served-tenant.ts'
import { Env } from './env.ts'
import { fulfilOrder } from './fulfil-order.ts'
import { placedOrders } from './placed-orders.ts'
import { readMessage } from './read-message.ts'

const env = readEnv(Env, process.env)
const logger = createLogger('fulfilment')
const directory = directoryStore(table(dynamo(), env.DIRECTORY_TABLE))
const tables = { orders: env.ORDERS_TABLE_ARN }
const fulfil = fulfilOrder({
  withTenant: withTenantFromEvent({
    worker: 'fulfilment',
    tenant: cached({
      load: async (tenantId) => servedTenant(await directory.get(tenantId)),
      freshUntil: (_, loadedAt) => loadedAt + DIRECTORY_CACHE_SECONDS * 1000,
      now: system.now,
      maxEntries: 10_000,
    }),
    session: tenantSessions(securityTokens(), {
      roleArn: env.FULFILMENT_ACCESS_ROLE_ARN,
      policy: (tenantId) => workPolicy('fulfilment', tenantId, tables),
      system,
    }),
  }),
  ordersOf: placedOrders(env.ORDERS_TABLE, system),
  system,
})

export const handler = queueHandler({
  client: queues(),
  url: env.QUEUE_URL,
  logger,
  async work(body) {
    const event = readMessage(body)
    logger.appendKeys(event)
    logger.info('order', { outcome: await fulfil(event) })
  },
})
