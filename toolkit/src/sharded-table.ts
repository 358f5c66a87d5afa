import { entityId, ID_ALPHABET, ID_RANDOM_LENGTH, shardKey, shardOfId } from '@tenantry/contracts/ids.ts'
import type { Content, Entity } from '@tenantry/contracts/service/entity.ts'
import * as z from 'zod/mini'
import { ApiError } from './api-error.ts'
import { itemBytes } from './item-size.ts'
import { freeSlots, listAttributes, settingAndRemoving } from './list-attributes.ts'
import { MAX_ITEM_BYTES } from './list-limits.ts'
import type { Listing } from './listing.ts'
import type { Lists } from './lists.ts'
import type { Page } from './pages.ts'
import { listPage } from './sharded-page.ts'
import type { System } from './system.ts'
import { ConditionFailed, type Item, type Table, type Update } from './table.ts'

/** One tenant's entities of one kind, spread over `<tenant id>-<shard>` partitions. No argument of it reaches the tenant part of a key. */
export interface ShardedTable<T extends { id: string }, Sort extends string = never> {
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
  /** Undefined when there is no such entity: it never creates one. */
  replace(id: string, content: Content<T>): Promise<T | undefined>
  /** Changes attributes that no list reads; false when the condition did not hold or there is no such entity. */
  update(id: string, update: Update): Promise<boolean>
  /** The entity as it was, undefined when there was none. */
  remove(id: string): Promise<T | undefined>
  /** Over all read shards; eventually consistent. */
  list(listing: Listing<Sort>): Promise<Page<T>>
}

export interface ShardedTableOptions<T extends { id: string }, Sort extends string> {
  table: Table
  tenant: { tenantId: string; readShards: number; writeShards: number }
  entity: Entity<T, Sort>
  system: Pick<System, 'now' | 'random'>
  /** Null where nothing may list entities. */
  lists: Lists | null
}

/** Opens a tenant's part of a sharded table (pk `shardId`, sk `id`). https://aws.amazon.com/blogs/apn/partitioning-pooled-multi-tenant-saas-data-with-amazon-dynamodb/ */
export function shardedTable<T extends { id: string }, Sort extends string>(
  options: ShardedTableOptions<T, Sort>,
): ShardedTable<T, Sort> {
  const { table, tenant, entity: of, system, lists } = options
  const { idPrefix, name, schema } = of

  function key(id: string): Item | undefined {
    const shard = shardOfId(idPrefix, id)
    return shard === null || shard >= tenant.readShards ? undefined : { shardId: shardKey(tenant.tenantId, shard), id }
  }

  function item(entity: T): Item {
    const itsKey = key(entity.id)
    if (!itsKey) throw new Error(`${entity.id} is not an id that a ${name} of this tenant can have`)
    const stored = { ...entity, ...listAttributes(of, entity.id, entity), ...itsKey }
    refuseTooLarge(name, stored)
    return stored
  }

  return {
    name: table.name,
    key,
    item,
    newId() {
      const shard = Number.parseInt(system.random(8, '0123456789abcdef'), 16) % tenant.writeShards
      return entityId(idPrefix, system.now(), shard, system.random(ID_RANDOM_LENGTH, ID_ALPHABET))
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
    async replace(id, content) {
      const itsKey = key(id)
      const stored = { ...content, ...listAttributes(of, id, content) }
      refuseTooLarge(name, { ...stored, ...itsKey })
      const update = existing(settingAndRemoving(stored, freeSlots(of)))
      const replaced = itsKey && (await unlessMissing(() => table.update(itsKey, update)))
      return replaced && z.parse(schema, replaced)
    },
    async update(id, update) {
      const itsKey = key(id)
      const condition = ['attribute_exists(id)', ...(update.condition ? [`(${update.condition})`] : [])].join(' AND ')
      return itsKey !== undefined && (await unlessRefused(() => table.update(itsKey, { ...update, condition })))
    },
    async remove(id) {
      const itsKey = key(id)
      const removed = itsKey && (await table.delete(itsKey))
      return removed && z.parse(schema, removed)
    },
    async list(listing) {
      if (!lists) throw new Error(`Nothing here says that it lists entities: needs: [onLists(…)] of a ${name}`)
      return listPage({ table, tenant, entity: of, lists }, listing)
    },
  }
}

function refuseTooLarge(name: string, stored: Item): void {
  const bytes = itemBytes(stored)
  if (bytes <= MAX_ITEM_BYTES) return
  throw new ApiError(
    'PAYLOAD_TOO_LARGE',
    `The ${name} would take ${bytes} bytes of storage; it may take ${MAX_ITEM_BYTES}.`,
    { field: 'body' },
  )
}

/** Of an item that exists. */
const existing = (update: Update): Update => ({ ...update, condition: 'attribute_exists(id)' })

async function unlessMissing<R>(write: () => Promise<R>): Promise<R | undefined> {
  try {
    return await write()
  } catch (error) {
    if (error instanceof ConditionFailed && error.item === undefined) return
    throw error
  }
}

async function unlessRefused(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write()
    return true
  } catch (error) {
    if (error instanceof ConditionFailed) return false
    throw error
  }
}
