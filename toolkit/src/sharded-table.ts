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
import { type Condition, ConditionFailed, type Item, type Table, type Update } from './table.ts'
import { atVersion, growing, ifVersionIn, type Versions } from './versions.ts'

/** What replaces the content of an entity. Members that no list reads may be left out, and stay. */
export type Replacement<T, Kept extends keyof Content<T>> = Omit<Content<T>, Kept> & Partial<Pick<Content<T>, Kept>>

/** A change of attributes that no list reads. */
export interface EntityUpdate<T> extends Update {
  /** What to throw when the condition does not hold of an entity that is there. @default the update answers undefined */
  refused?: (found: T) => Error
}

/**
 * One tenant's entities of one kind, spread over `<tenant id>-<shard>` partitions. No argument of it reaches the tenant part of a key. Every
 * write makes the entity's version grow, and throws PRECONDITION_FAILED when it is not the one that the caller of the request has seen.
 */
export interface ShardedTable<T extends { id: string }, Sort extends string = never> {
  /** The table's name, and keys and items in it, for writes in a transaction. */
  readonly name: string
  key(id: string): Item | undefined
  item(entity: T): Item
  /** The condition that an entity is still as it was read. */
  unchanged(id: string): Condition
  /** An id that no entity has yet; it carries the shard that the entity will live in. */
  newId(): string
  /** Undefined for an id that is unknown, of another kind, or malformed. Strongly consistent. */
  get(id: string): Promise<T | undefined>
  /** Those of the entities that exist; at most 100 ids, each once. */
  getMany(ids: string[]): Promise<T[]>
  insert(entity: T): Promise<void>
  /** Undefined when there is no such entity: it never creates one. */
  replace<Kept extends keyof Content<T> = never>(id: string, content: Replacement<T, Kept>): Promise<T | undefined>
  /** The entity as it is after the update; undefined when the condition did not hold or there is no such entity. */
  update(id: string, update: EntityUpdate<T>): Promise<T | undefined>
  /** The entity as it was, undefined when there was none. */
  remove(id: string): Promise<T | undefined>
  /** Over all read shards; eventually consistent. */
  list(listing: Listing<Sort>): Promise<Page<T>>
}

export interface ShardedTableOptions<T extends { id: string }, Sort extends string> {
  table: Table
  tenant: { tenantId: string; readShards: number; writeShards: number; versions: Versions }
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
  const { versions } = tenant

  function key(id: string): Item | undefined {
    const shard = shardOfId(idPrefix, id)
    return shard === null || shard >= tenant.readShards ? undefined : { shardId: shardKey(tenant.tenantId, shard), id }
  }

  function item(entity: T): Item {
    const itsKey = key(entity.id)
    if (!itsKey) throw new Error(`${entity.id} is not an id that a ${name} of this tenant can have`)
    const stored = { ...entity, ...listAttributes(of, entity.id, entity), ...itsKey }
    refuseTooLarge(name, stored)
    return atVersion(stored, versions.next(entity.id))
  }

  function entityIn(found: Item): T {
    const entity = z.parse(schema, found)
    versions.read(entity.id, found)
    return entity
  }

  /** Undefined when there is no such entity. */
  async function write(id: string, update: Update): Promise<T | undefined> {
    const itsKey = key(id)
    if (!itsKey) return
    const guarded = ifVersionIn(growing(existing(update)), versions.fitting(id))
    const after = await unlessMissing(() => unlessStale(id, () => table.update(itsKey, guarded)))
    if (!after) return
    versions.written(id, after)
    return z.parse(schema, after)
  }

  async function unlessStale<R>(id: string, work: () => Promise<R>): Promise<R> {
    try {
      return await work()
    } catch (error) {
      const found = error instanceof ConditionFailed ? error.item : undefined
      throw found && versions.isStale(id, found) ? versions.stale() : error
    }
  }

  return {
    name: table.name,
    key,
    item,
    unchanged(id) {
      const version = versions.lastRead(id)
      if (version === null) throw new Error(`${id} was not read`)
      return ifVersionIn({ condition: 'attribute_exists(id)' }, [version])
    },
    newId() {
      const shard = Number.parseInt(system.random(8, '0123456789abcdef'), 16) % tenant.writeShards
      return entityId(idPrefix, system.now(), shard, system.random(ID_RANDOM_LENGTH, ID_ALPHABET))
    },
    async get(id) {
      const itsKey = key(id)
      const found = itsKey && (await table.get(itsKey))
      return found && entityIn(found)
    },
    async getMany(ids) {
      const found = await table.getMany(ids.map(key).filter((one) => one !== undefined))
      return found.map(entityIn)
    },
    async insert(entity) {
      await table.put(item(entity), { condition: 'attribute_not_exists(id)' })
    },
    async replace(id, content) {
      // What is left out is read by no list, as the type of the content says.
      const stored = { ...content, ...listAttributes(of, id, content as Content<T>) }
      refuseTooLarge(name, { ...stored, ...key(id) })
      return write(id, settingAndRemoving(stored, freeSlots(of)))
    },
    async update(id, { refused, ...update }) {
      try {
        return await write(id, update)
      } catch (error) {
        if (!(error instanceof ConditionFailed)) throw error
        if (refused && error.item) throw refused(z.parse(schema, error.item))
        return undefined
      }
    },
    async remove(id) {
      const itsKey = key(id)
      const condition = ifVersionIn({}, versions.fitting(id))
      const removed = itsKey && (await unlessMissing(() => unlessStale(id, () => table.delete(itsKey, condition))))
      return removed && z.parse(schema, removed)
    },
    async list(listing) {
      if (!lists) throw new Error(`Nothing here says that it lists entities: needs: [onLists(…)] of a ${name}`)
      return listPage({ table, tenant, entity: of, lists, entityIn }, listing)
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
const existing = (update: Update): Update => ({
  ...update,
  condition: ['attribute_exists(id)', ...(update.condition ? [`(${update.condition})`] : [])].join(' AND '),
})

async function unlessMissing<R>(write: () => Promise<R>): Promise<R | undefined> {
  try {
    return await write()
  } catch (error) {
    if (error instanceof ConditionFailed && error.item === undefined) return
    throw error
  }
}
