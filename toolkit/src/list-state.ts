import * as z from 'zod/mini'

/** How far the filling of slots has come. */
export const Filling = z.object({
  /** What every item will hold. */
  uses: z.array(z.string()),
  /** Milliseconds since the epoch. Functions that do not know these sorts may still write before. */
  notBefore: z.number(),
  /** The tenant in hand; null before the first. */
  tenantId: z.nullable(z.string()),
  /** The tenant's shard in hand, and the id up to which it is done. */
  shard: z.int(),
  after: z.nullable(z.string()),
  /** Items that were written. */
  written: z.int(),
})
export type Filling = z.infer<typeof Filling>

/** What the items of an entity's table hold for its lists, as the slot filler keeps it in the lists table. */
export const ListState = z.object({
  /** What every item holds. */
  complete: z.array(z.string()),
  /** Null when every item holds what it should. */
  filling: z.nullable(Filling),
  version: z.int(),
})
export type ListState = z.infer<typeof ListState>

/** The part of a state that says which sorts are offered. */
export const Complete = z.object({ complete: z.array(z.string()) })
