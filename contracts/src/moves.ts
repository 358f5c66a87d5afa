import * as z from 'zod/mini'

// A tenant's data moves from the place that serves it to another one while its people work. Meanwhile each write of the tenant checks a fence
// and journals what it changes, in its own transaction: what is copied can be caught up, and nothing is written once the fence is raised.

/**
 * The fence of a tenant has so many items, of which each write checks one at random: transactions that share an item conflict, and with one
 * item a tenant would write one thing at a time.
 */
export const FENCE_ITEMS = 16

/** `closing` refuses what begins, and lets end what was begun; `raised` lets nothing through; nor does `moved`, which says that the tenant is served elsewhere. */
export const FENCE_STATES = ['open', 'closing', 'raised', 'moved'] as const
export const FenceState = z.enum(FENCE_STATES)
export type FenceState = z.infer<typeof FenceState>

/** The key of an item of a tenant's fence; `*` for all of them. Each is in a partition of its own. */
export const fencePartition = (tenantId: string, n: number | '*'): string => `${tenantId}-fence-${n}`
export const FENCE_ID = 'fence'

/** The partitions of a tenant's journal, as many as the fence has items; `*` for all of them. */
export const journalPartition = (tenantId: string, n: number | '*'): string => `${tenantId}-journal-${n}`

/** Where a place keeps the epoch of the work on a tenant's data that may write there. It stays, so that no epoch comes again. */
export const epochKey = (tenantId: string) => ({ partition: `${tenantId}-epoch`, id: 'epoch' })

/** What one transaction changed: the keys of the items, by the tables' names. */
export const JournalEntry = z.object({
  partition: z.string(),
  id: z.string(),
  changes: z.array(z.object({ table: z.string(), key: z.record(z.string(), z.string()) })),
})
export type JournalEntry = z.infer<typeof JournalEntry>

/** The writes that the journal adds to a transaction: the check of the fence, and the entry. */
export const WRITES_OF_A_MOVE = 2

/** Seconds after which a refused write may be tried again: a fence stands for a few seconds. */
export const FENCED_RETRY_SECONDS = 5
