import { isServedBy } from '@tenantry/contracts/deployment.ts'
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
import { type DirectoryEntry, directoryReader, journalOf } from '@tenantry/toolkit/tenant-directory.ts'
import { securityTokens, tenantSessions } from '@tenantry/toolkit/tenant-session.ts'
import { tenantTable } from '@tenantry/toolkit/tenant-table.ts'
import { isTenantUserType, tenantUserSender } from '../people/tenant-user-sender.ts'
import { Env } from './env.ts'

const env = readEnv(Env, process.env)
const logger = createLogger('outbox-sweeper')
const bus = eventBridge()
const session =
  env.ACCESS_ROLE_ARN === ''
    ? async () => null
    : tenantSessions(securityTokens(), { roleArn: env.ACCESS_ROLE_ARN, system })
const sendOfService = serviceEventSender(bus, env.EVENT_BUS_NAME, (type) => env.EVENT_TYPES.includes(type))
const sendOfPeople = tenantUserSender((event) => publish(bus, env.NEWS_BUS_NAME, env.NEWS_SOURCE, [event]))
const send: Send = (entry) => (isTenantUserType(entry.type) ? sendOfPeople : sendOfService)(entry)

const directory = directoryReader(table(dynamo(), env.DIRECTORY_TABLE))

function ownerOf({ partition }: OutboxKey) {
  const owner = parseOutboxPartition(partition)
  if (!owner) throw new Error(`The key ${partition} names no tenant`)
  return owner
}

/** People stay where their pool is; what services report leaves from where the tenant is served. */
async function isHere(key: OutboxKey): Promise<boolean> {
  const { tenantId, type } = ownerOf(key)
  if (isTenantUserType(type)) return true
  const entry = await directory(tenantId)
  return !entry || serves(entry)
}

const serves = ({ deployment }: Pick<DirectoryEntry, 'deployment'>): boolean => isServedBy(deployment, env.SILO_STACK)

/** The outbox under credentials that reaches the entries of the key's tenant and no others. */
async function tableOf(key: OutboxKey) {
  const { tenantId, type } = ownerOf(key)
  const entry = isTenantUserType(type) ? undefined : await directory(tenantId)
  const journal = entry && serves(entry) ? journalOf(entry, env.MOVES_TABLE) : null
  return tenantTable({ tenantId, journal }, dynamo(await session(tenantId)), env.OUTBOX_TABLE, 'ends')
}

/** Sends what a crash or an outage left in the tenants' outbox. */
export const handler = eventHandler({
  client: queues(),
  url: env.QUEUE_URL,
  logger,
  async work(_, context) {
    await sweepOutbox({
      index: table(dynamo(), env.OUTBOX_TABLE),
      isHere,
      tableOf,
      send,
      remaining: () => context.getRemainingTimeInMillis(),
      system,
      logger,
    })
  },
})
