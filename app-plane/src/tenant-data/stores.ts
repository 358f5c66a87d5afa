import { auditTrail, PEOPLE_WRITERS } from '@tenantry/contracts/audit.ts'
import { PEOPLE_EVENTS } from '@tenantry/contracts/events.ts'
import { ANSWER_PARTITIONS, ANSWERING, tenantAnswers } from '@tenantry/contracts/idempotency.ts'
import { MAX_SHARDS, shardKey } from '@tenantry/contracts/ids.ts'
import { epochKey, FENCE_ITEMS, fencePartition, journalPartition } from '@tenantry/contracts/moves.ts'
import { OUTBOX_PARTITIONS, outboxPartition } from '@tenantry/contracts/outbox.ts'
import type { AnyEntity } from '@tenantry/contracts/service/entity.ts'
import { apiEvents, workerEvents } from '@tenantry/contracts/service/environment.ts'
import type { Service } from '@tenantry/contracts/service/service.ts'
import type { PlatformStore } from '@tenantry/contracts/tenant-data.ts'
import { TENANT_REQUEST } from '@tenantry/contracts/tenant-request.ts'

/** A table with items of tenants. */
export interface Store {
  name: string
  /** The attribute of the partition key, and that of the sort key if there is one. */
  keys: readonly string[]
  /** Null for a store of the platform. */
  entity: AnyEntity | null
  /** Whether an export holds its items: what tenants have, and not what the platform notes of it. */
  isExported: boolean
  /** Whether a purge deletes its items. People leave one by one, the directory keeps a tombstone, and no record of the audit is ever deleted. */
  isPurged: boolean
  /**
   * Every partition that a key of this tenant may lead to. Not only those that are in use: what was written outside the product's paths, to
   * a shard that the tenant never had, is found as well.
   */
  partitions(tenantId: string): string[]
}

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n)

/** All of them: a store for each entity of the services, and those of the platform. */
export const storesOf = (services: readonly Service[]): Store[] => [
  ...services.flatMap(({ entities }) => entities).map(entityStore),
  ...Object.entries(platformStores(services)).map(([name, store]) => ({ name, entity: null, ...store })),
]

const entityStore = (entity: AnyEntity): Store => ({
  name: entity.collection,
  keys: ['shardId', 'id'],
  entity,
  isExported: true,
  isPurged: true,
  partitions: (tenantId) => numbers(MAX_SHARDS).map((shard) => shardKey(tenantId, shard)),
})

function platformStores(services: readonly Service[]): Record<PlatformStore, Omit<Store, 'name' | 'entity'>> {
  const events = services.flatMap((service) => [...apiEvents(service), ...workerEvents(service)])
  const types = [...new Set([...events.map(({ type }) => type), ...PEOPLE_EVENTS, TENANT_REQUEST])]
  return {
    memberships: {
      keys: ['tenantId', 'userId'],
      isExported: true,
      isPurged: false,
      partitions: (tenantId) => [tenantId],
    },
    outbox: {
      keys: ['partition', 'id'],
      isExported: false,
      isPurged: true,
      partitions: (tenantId) =>
        types.flatMap((type) => numbers(OUTBOX_PARTITIONS).map((n) => outboxPartition(tenantId, type, n))),
    },
    idempotency: {
      keys: ['partition', 'id'],
      isExported: false,
      isPurged: true,
      partitions: (tenantId) =>
        ANSWERING.flatMap((by) => numbers(ANSWER_PARTITIONS).map((n) => tenantAnswers(tenantId, by, n))),
    },
    moves: {
      keys: ['partition', 'id'],
      isExported: false,
      isPurged: true,
      partitions: (tenantId) => [
        ...numbers(FENCE_ITEMS).flatMap((n) => [fencePartition(tenantId, n), journalPartition(tenantId, n)]),
        epochKey(tenantId).partition,
      ],
    },
    audit: {
      keys: ['trail', 'entry'],
      isExported: true,
      isPurged: false,
      partitions: (tenantId) => PEOPLE_WRITERS.map((writer) => auditTrail(writer, tenantId)),
    },
    directory: { keys: ['tenantId'], isExported: false, isPurged: false, partitions: (tenantId) => [tenantId] },
  }
}
