import * as z from 'zod/mini'
import type { Slot } from './slots.ts'
import type { TenantTable } from './tenant-table.ts'

/** What an entity consists of besides its id and the time of its creation. */
export type Content<T> = Omit<T, 'id' | 'createdAt'>

/** An order of an entity's lists, besides the order of creation. */
export interface EntitySort<T> {
  /**
   * The slot that it lives in. An order never moves to another slot: a new one takes a slot that is free, and is offered once every item
   * has its text there.
   */
  slot: Slot
  /** What it sorts by. */
  text: (content: Content<T>) => string
  /** Grows when `text` makes another text of the same content: the items are then rewritten, as for a new order. @default 1 */
  version?: number
}

/** A kind of thing that tenants have many of. Each has a table of its own. */
export interface Entity<
  T extends { id: string } = { id: string },
  Sort extends string = string,
  Collection extends string = string,
> extends TenantTable {
  keys: 'shards'
  collection: Collection
  /** Singular, as error messages name it. */
  name: string
  /** Three lower-case letters that its ids begin with: an id of one entity is never valid for another. */
  idPrefix: string
  /** The stored entity, without its version: every entity has one, which the toolkit keeps. */
  schema: z.ZodMiniType<T>
  sorts: Record<Sort, EntitySort<T>>
  /** The texts that a search looks into, the most telling first: the first 1,500 bytes count. */
  searched(content: Content<T>): string[]
  /** Grows when `searched` answers something else for the same content. @default 1 */
  searchVersion?: number
}

/** An entity, whatever it is: what generic code takes. */
// biome-ignore lint/suspicious/noExplicitAny: functions over the content of any entity
export type AnyEntity = Entity<any, string>

/** Declares an entity; its service lists it in `entities`. */
export const defineEntity = <T extends { id: string }, Sort extends string, const Collection extends string>(
  entity: Omit<Entity<T, Sort, Collection>, 'keys'>,
): Entity<T, Sort, Collection> => ({ ...entity, keys: 'shards' })

/** Metadata by which JSON schemas tell that a text is the id of an entity: `x-tenantry-references: <entity name>`. */
export const REFERENCES = 'x-tenantry-references'

/** The id of an entity of the same tenant, in a body or an event. */
export const reference = (entity: Pick<Entity, 'name'>) =>
  z
    .string()
    .check(z.minLength(1), z.maxLength(64))
    .register(z.globalRegistry, { [REFERENCES]: entity.name })
