import type { ReadBudget } from './read-budget.ts'

/** What one read of a shard brought, in the order of the list. */
export interface ShardRead<T> {
  items: T[]
  /** Position up to which the shard was read: behind the last item where a search left out what follows. Undefined for the end of the shard. */
  readTo: string | undefined
}

/** Reads a shard behind the position `after`: at most `limit` entries, of which a search may leave out any. */
export type ReadShard<T> = (shard: number, after: string | undefined, limit: number) => Promise<ShardRead<T>>

export interface Merge<T> {
  shardCount: number
  limit: number
  after: string | undefined
  read: ReadShard<T>
  /** Whether reads leave out what a search does not match. */
  isSearch: boolean
  budget: ReadBudget
  /** Units that the largest entry costs. */
  entryUnits: number
  /** Where an item stands in the list; no two items of a tenant stand at the same place. */
  position(item: T): string
  descending: boolean
}

/** A shard as it is being read. */
export interface Stream<T> {
  shard: number
  buffer: T[]
  /** Everything up to here is read: what is not in the buffer is not in the list. */
  readTo: string | undefined
  isRead: boolean
  more: boolean
}

/** Negative when the first position comes first in the list. */
export type Compare = (a: string, b: string) => number
