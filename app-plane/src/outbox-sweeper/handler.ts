import { APP_PLANE_SOURCE } from '@tenantry/contracts/events.ts'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { eventBridge, publish } from '@tenantry/toolkit/events.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { sweepOutbox } from '@tenantry/toolkit/outbox.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { orderPlacedSender } from '../orders/order-placed.ts'
import { tenantUserSender } from '../people/tenant-user-sender.ts'
import { Env } from './env.ts'

const env = readEnv(Env, process.env)
const logger = createLogger('outbox-sweeper')
const bus = eventBridge()

const common = { system, logger }

/** Sends what a crash or an outage left in the outboxes of memberships and of orders; neither holds up the other. */
export async function handler(): Promise<void> {
  const outcomes = await Promise.allSettled([
    sweepOutbox({
      ...common,
      table: table(dynamo(), env.MEMBERSHIPS_TABLE),
      keyNames: ['tenantId', 'userId'],
      send: tenantUserSender((event) => publish(bus, env.EVENT_BUS_NAME, APP_PLANE_SOURCE, [event])),
    }),
    sweepOutbox({
      ...common,
      table: table(dynamo(), env.OUTBOX_TABLE),
      keyNames: ['shardId', 'id'],
      send: orderPlacedSender(bus, env.EVENT_BUS_NAME),
    }),
  ])
  const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
  if (failures.length > 0) throw new AggregateError(failures, 'Not everything could leave the outboxes')
}
