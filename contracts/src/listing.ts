import * as z from 'zod/mini'
import { SORTS_OF } from './offered-sorts.ts'
import type { Entity } from './service/entity.ts'
import { slotUse } from './service/slot-uses.ts'

/** What every list takes. Pages hold 20 items unless `limit` says otherwise. */
export const PageQuery = z.object({
  limit: z.optional(z.int().check(z.minimum(1), z.maximum(100))),
  cursor: z.optional(z.string()),
})

/**
 * What a list of an entity takes besides a page: a term to search for and an order. Lists are oldest first by default. An order that was
 * added to a table with items is offered once all of them have its text: until then requests for it are refused, and documents leave it out.
 */
export function listingOf<T extends { id: string }, Sort extends string>(entity: Entity<T, Sort>) {
  const names = Object.keys(entity.sorts) as Sort[]
  const uses = Object.fromEntries(names.map((sort) => [sort, slotUse(entity, sort)]))
  return z.strictObject({
    search: z.optional(z.string().check(z.minLength(1), z.maxLength(100), z.regex(/\S/, 'it must not be blank'))),
    sort: z.optional(
      z
        .enum(['createdAt', ...names])
        .register(z.globalRegistry, { [SORTS_OF]: { collection: entity.collection, uses } }),
    ),
    order: z.optional(z.enum(['asc', 'desc'])),
  })
}
