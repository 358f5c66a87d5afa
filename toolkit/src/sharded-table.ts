import {
  type EntityKind,
  entityId,
  ID_ALPHABET,
  ID_RANDOM_LENGTH,
  shardKey,
  shardOfId,
} from '@tenantry/contracts/ids.ts'
import * as z from 'zod/mini'
import { decodeCursor, encodeCursor, type Page } from './pages.ts'
import { mergeShards } from './sharded-list.ts'
import type { System } from './system.ts'
import { type Condition, ConditionFailed, type Item, type Table, type Update } from './table.ts'

/** One tenant's entities of one kind, spread over `<tenant id>-<shard>` partitions. No argument of it reaches the tenant part of a key. */
export interface ShardedTable<T extends { id: string }> {
  /** The table's name, and keys and items in it, for writes in a transaction. */
  readonly name: string
  key(id: string): Item | undefined
  item(entity: T): Item
  /** An id that no entity has yet; it carries the shard that the entity will live in. */
  newId(): string
  /** Undefined for an id that is unknown, of another kind, or malformed. Strongly consistent. */
  get(id: string): Promise<T | undefined>
  /** Those of the entities that exist; at most 100 ids, each once. */
  getMany(ids: string[]): Promise<T[]>
  insert(entity: T): Promise<void>
  /** Undefined when there is no such entity: an update never creates. Throws ConditionFailed when the condition does not hold. */
  update(id: string, update: Update): Promise<T | undefined>
  /** The entity as it was, undefined when there was none. */
  remove(id: string): Promise<T | undefined>
  /** In the order of ids, so of creation, over all read shards. */
  list(request: { limit: number; cursor: string | undefined }): Promise<Page<T>>
}

export interface ShardedTableOptions<T> {
  table: Table
  tenant: { tenantId: string; readShards: number; writeShards: number }
  kind: EntityKind
  /** The stored entity, without its shard. */
  schema: z.ZodMiniType<T>
  system: Pick<System, 'now' | 'random'>
}

/** Opens a tenant's part of a sharded table (pk `shardId`, sk `id`). https://aws.amazon.com/blogs/apn/partitioning-pooled-multi-tenant-saas-data-with-amazon-dynamodb/ */
export function shardedTable<T extends { id: string }>(options: ShardedTableOptions<T>): ShardedTable<T> {
  const { table, tenant, kind, schema, system } = options
  const Position = z.object({ after: z.string().check(z.refine((id) => shardOfId(kind, id) !== null)) })

  function key(id: string): Item | undefined {
    const shard = shardOfId(kind, id)
    return shard === null || shard >= tenant.readShards ? undefined : { shardId: shardKey(tenant.tenantId, shard), id }
  }

  function item(entity: T): Item {
    const itsKey = key(entity.id)
    if (!itsKey) throw new Error(`${entity.id} is not an id that this tenant's ${kind}s can have`)
    return { ...entity, ...itsKey }
  }

  async function readShard(shard: number, after: string | undefined, limit: number) {
    const { items, next } = await table.query({
      key: after === undefined ? 'shardId = :shard' : 'shardId = :shard AND id > :after',
      values: { ':shard': shardKey(tenant.tenantId, shard), ':after': after },
      limit,
    })
    return { items: items.map((one) => z.parse(schema, one)), more: next !== undefined }
  }

  return {
    name: table.name,
    key,
    item,
    newId() {
      const shard = Number.parseInt(system.random(8, '0123456789abcdef'), 16) % tenant.writeShards
      return entityId(kind, system.now(), shard, system.random(ID_RANDOM_LENGTH, ID_ALPHABET))
    },
    async get(id) {
      const itsKey = key(id)
      const found = itsKey && (await table.get(itsKey))
      return found && z.parse(schema, found)
    },
    async getMany(ids) {
      const found = await table.getMany(ids.map(key).filter((one) => one !== undefined))
      return found.map((one) => z.parse(schema, one))
    },
    async insert(entity) {
      await table.put(item(entity), { condition: 'attribute_not_exists(id)' })
    },
    async update(id, update) {
      const itsKey = key(id)
      const updated = itsKey && (await unlessMissing(() => table.update(itsKey, existing(update))))
      return updated && z.parse(schema, updated)
    },
    async remove(id) {
      const itsKey = key(id)
      const removed = itsKey && (await table.delete(itsKey))
      return removed && z.parse(schema, removed)
    },
    async list({ limit, cursor }) {
      const after = cursor === undefined ? undefined : decodeCursor(Position, cursor).after
      const { items, more } = await mergeShards(tenant.readShards, limit, after, readShard)
      const last = items.at(-1)
      return { items, nextCursor: more && last ? encodeCursor({ after: last.id }) : null }
    },
  }
}

/** The same condition, and that the item exists. */
function existing<C extends Condition>(condition: C): C {
  const given = condition.condition === undefined ? '' : ` AND (${condition.condition})`
  return { ...condition, condition: `attribute_exists(id)${given}` }
}

async function unlessMissing<R>(write: () => Promise<R>): Promise<R | undefined> {
  try {
    return await write()
  } catch (error) {
    if (error instanceof ConditionFailed && error.item === undefined) return
    throw error
  }
}
