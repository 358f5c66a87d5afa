import { APP_PLANE_SOURCE } from '@tenantry/contracts/events.ts'
import { parseOutboxPartition } from '@tenantry/contracts/outbox.ts'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { eventHandler } from '@tenantry/toolkit/event-handler.ts'
import { eventBridge, publish } from '@tenantry/toolkit/events.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import type { OutboxKey, Send } from '@tenantry/toolkit/outbox.ts'
import { queues } from '@tenantry/toolkit/queue.ts'
import { serviceEventSender } from '@tenantry/toolkit/service-events.ts'
import { sweepOutbox } from '@tenantry/toolkit/sweep-outbox.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { securityTokens, tenantSessions } from '@tenantry/toolkit/tenant-session.ts'
import { isTenantUserType, tenantUserSender } from '../people/tenant-user-sender.ts'
import { Env } from './env.ts'

const env = readEnv(Env, process.env)
const logger = createLogger('outbox-sweeper')
const bus = eventBridge()
const session = tenantSessions(securityTokens(), { roleArn: env.ACCESS_ROLE_ARN, system })
const sendOfService = serviceEventSender(bus, env.EVENT_BUS_NAME, (type) => env.EVENT_TYPES.includes(type))
const sendOfPeople = tenantUserSender((event) => publish(bus, env.EVENT_BUS_NAME, APP_PLANE_SOURCE, [event]))
const send: Send = (entry) => (isTenantUserType(entry.type) ? sendOfPeople : sendOfService)(entry)

/** The outbox under a session that reaches the entries of the key's tenant and no others. */
async function tableOf({ partition }: OutboxKey) {
  const owner = parseOutboxPartition(partition)
  if (!owner) throw new Error(`The key ${partition} names no tenant`)
  return table(dynamo(await session(owner.tenantId)), env.OUTBOX_TABLE)
}

/** Sends what a crash or an outage left in the tenants' outbox. */
export const handler = eventHandler({
  client: queues(),
  url: env.QUEUE_URL,
  logger,
  async work(_, context) {
    await sweepOutbox({
      index: table(dynamo(), env.OUTBOX_TABLE),
      tableOf,
      send,
      remaining: () => context.getRemainingTimeInMillis(),
      system,
      logger,
    })
  },
})
