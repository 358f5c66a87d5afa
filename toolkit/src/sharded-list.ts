import { compareUtf8 } from './compare-utf8.ts'
import type { ReadBudget } from './read-budget.ts'
import { type Experience, readWave } from './read-wave.ts'

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

/**
 * Merges shards into one page, and tells behind which position the next page begins. Reads go on until the page is full or the budget is
 * used up: the page is then short, and ends where every shard was read to. A shard that fails fails the page.
 */
export async function mergeShards<T>(merge: Merge<T>): Promise<{ items: T[]; next: string | null }> {
  const { shardCount, limit, position } = merge
  const streams = Array.from(
    { length: shardCount },
    (_, shard): Stream<T> => ({ shard, buffer: [], readTo: merge.after, isRead: false, more: true }),
  )
  const compare: Compare = (a, b) => (merge.descending ? compareUtf8(b, a) : compareUtf8(a, b))
  const experience: Experience = { scanned: 0, found: 0, units: 0 }
  const items: T[] = []
  for (;;) {
    const blocking = takeCertain(streams, items, merge, compare)
    const last = items[limit - 1]
    // One more than the page tells whether another page follows.
    if (items.length > limit && last !== undefined) return { items: items.slice(0, limit), next: position(last) }
    if (blocking.length === 0) return { items, next: null }
    const needed = limit + 1 - items.length
    if (!(await readWave(merge, { streams, blocking, compare }, needed, experience))) {
      return { items, next: endOf(blocking, compare) }
    }
  }
}

/** Moves to the page what no unread part of a shard can come before; answers the shards that must be read for more, none at the end of the list. */
function takeCertain<T>(
  streams: Stream<T>[],
  items: T[],
  { limit, position }: Merge<T>,
  compare: Compare,
): Stream<T>[] {
  for (;;) {
    let first: Stream<T> | undefined
    let at: string | undefined
    for (const stream of streams) {
      const [head] = stream.buffer
      if (head === undefined) continue
      const its = position(head)
      if (at === undefined || compare(its, at) < 0) [first, at] = [stream, its]
    }
    const isBehind = ({ isRead, readTo }: Stream<T>) =>
      isRead && at !== undefined && readTo !== undefined && compare(readTo, at) >= 0
    const blocking = streams.filter((stream) => stream.more && stream.buffer.length === 0 && !isBehind(stream))
    if (blocking.length > 0 || items.length > limit) return blocking
    const item = first?.buffer.shift()
    if (item === undefined) return []
    items.push(item)
  }
}

/** Where the page ends: every shard was read up to there. */
function endOf<T>(blocking: Stream<T>[], compare: Compare): string {
  const [first] = blocking.map(({ readTo }) => readTo ?? '').sort(compare)
  if (first === undefined || blocking.some(({ isRead }) => !isRead)) {
    throw new Error('The budget of a list does not bear one read of each shard')
  }
  return first
}
