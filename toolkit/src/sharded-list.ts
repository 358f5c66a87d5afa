import { compareUtf8 } from './compare-utf8.ts'
import type { Compare, Merge, Stream } from './merge.ts'
import type { Experience } from './read-portion.ts'
import { readWave } from './read-wave.ts'

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
