import * as z from 'zod/mini'
import type { TenantTable } from './tenant-table.ts'

/** What an entity consists of besides its id and the time of its creation. */
export type Content<T> = Omit<T, 'id' | 'createdAt'>

/** A kind of thing that tenants have many of. Each has a table of its own. */
export interface Entity<T extends { id: string } = { id: string }, Sort extends string = string> extends TenantTable {
  keys: 'shards'
  /** Singular, as error messages name it. */
  name: string
  /** Three lower-case letters that its ids begin with: an id of one entity is never valid for another. */
  idPrefix: string
  /** The stored entity. */
  schema: z.ZodMiniType<T>
  /** For each order of its lists besides the order of creation: the text that it sorts by. */
  sorts: Record<Sort, (content: Content<T>) => string>
  /** The texts that a search looks into. */
  searched(content: Content<T>): string[]
}

/** An entity, whatever it is: what generic code takes. */
// biome-ignore lint/suspicious/noExplicitAny: functions over the content of any entity
export type AnyEntity = Entity<any, string>

/** Declares an entity; its service lists it in `entities`. */
export const defineEntity = <T extends { id: string }, Sort extends string>(
  entity: Omit<Entity<T, Sort>, 'keys'>,
): Entity<T, Sort> => ({ ...entity, keys: 'shards' })

/** Metadata by which JSON schemas tell that a text is the id of an entity: `x-tenantry-references: <entity name>`. */
export const REFERENCES = 'x-tenantry-references'

/** The id of an entity of the same tenant, in a body or an event. */
export const reference = (entity: Pick<Entity, 'name'>) =>
  z
    .string()
    .check(z.minLength(1), z.maxLength(64))
    .register(z.globalRegistry, { [REFERENCES]: entity.name })
