import { APP_PLANE_SOURCE } from '@tenantry/contracts/events.ts'
import { TenantId } from '@tenantry/contracts/ids.ts'
import { workPolicy } from '@tenantry/contracts/session-policy.ts'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { eventBridge, publish } from '@tenantry/toolkit/events.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { sweepOutbox } from '@tenantry/toolkit/outbox.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, type Item, type Table, table } from '@tenantry/toolkit/table.ts'
import { securityTokens, tenantSessions } from '@tenantry/toolkit/tenant-session.ts'
import * as z from 'zod/mini'
import { orderPlacedSender, placedUnder } from '../orders/order-placed.ts'
import { tenantUserSender } from '../people/tenant-user-sender.ts'
import { Env } from './env.ts'

const env = readEnv(Env, process.env)
const logger = createLogger('outbox-sweeper')
const bus = eventBridge()

const common = { system, logger }
const arns = { memberships: env.MEMBERSHIPS_TABLE_ARN, outbox: env.OUTBOX_TABLE_ARN }
const session = tenantSessions(securityTokens(), {
  roleArn: env.OUTBOX_ACCESS_ROLE_ARN,
  policy: (tenantId) => workPolicy('outbox-sweeper', tenantId, arns),
  system,
})

/** A table as a session sees it that reaches the records of the key's tenant and no others. */
const tableOf =
  (name: string, tenantOf: (key: Item) => string) =>
  async (key: Item): Promise<Table> =>
    table(dynamo(await session(tenantOf(key))), name)

/** Sends what a crash or an outage left in the outboxes of memberships and of orders; neither holds up the other. */
export async function handler(): Promise<void> {
  const outcomes = await Promise.allSettled([
    sweepOutbox({
      ...common,
      index: table(dynamo(), env.MEMBERSHIPS_TABLE),
      keyNames: ['tenantId', 'userId'],
      tableOf: tableOf(env.MEMBERSHIPS_TABLE, ({ tenantId }) => z.parse(TenantId, tenantId)),
      send: tenantUserSender((event) => publish(bus, env.EVENT_BUS_NAME, APP_PLANE_SOURCE, [event])),
    }),
    sweepOutbox({
      ...common,
      index: table(dynamo(), env.OUTBOX_TABLE),
      keyNames: ['shardId', 'id'],
      tableOf: tableOf(env.OUTBOX_TABLE, (key) => placedUnder(key).tenantId),
      send: orderPlacedSender(bus, env.EVENT_BUS_NAME),
    }),
  ])
  const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
  if (failures.length > 0) throw new AggregateError(failures, 'Not everything could leave the outboxes')
}
