import * as z from 'zod/mini'
import type { Entity } from './service/entity.ts'

/** What every list takes. Pages hold 20 items unless `limit` says otherwise. */
export const PageQuery = z.object({
  limit: z.optional(z.int().check(z.minimum(1), z.maximum(100))),
  cursor: z.optional(z.string()),
})

/** What a list of an entity takes besides a page: a term to search for and an order. Lists are oldest first by default. */
export function listingOf<T extends { id: string }, Sort extends string>({ sorts }: Entity<T, Sort>) {
  const names = Object.keys(sorts) as Sort[]
  return z.strictObject({
    search: z.optional(z.string().check(z.minLength(1), z.maxLength(100), z.regex(/\S/, 'it must not be blank'))),
    sort: z.optional(z.enum(['createdAt', ...names])),
    order: z.optional(z.enum(['asc', 'desc'])),
  })
}
