/** What one read of a shard brought, in the order of the list. */
export interface ShardRead<T> {
  items: T[]
  /** Position up to which the shard was read: behind the last item where a search left out what follows. */
  readTo: string | undefined
  more: boolean
}

/** Reads a shard behind the position `after`: at most `limit` items, which may be none though more follow. */
export type ReadShard<T> = (shard: number, after: string | undefined, limit: number) => Promise<ShardRead<T>>

export interface Merge<T> {
  shardCount: number
  limit: number
  after: string | undefined
  read: ReadShard<T>
  /** Where an item stands in the list; no two items of a tenant stand at the same place. */
  position(item: T): string
  descending: boolean
}

interface Stream<T> {
  shard: number
  buffer: T[]
  /** Where the next read goes on. */
  after: string | undefined
  more: boolean
}

/**
 * Merges shards into one page, and tells behind which position the next page begins. A shard is read in portions of what its share of
 * the page should be, and again only when its portion was used up: a page of 20 from 4 shards reads about 30 items, not 80. A shard that
 * fails fails the page; one whose search ended without a find ends the page where it stopped, since what is behind it may come first.
 */
export async function mergeShards<T>(merge: Merge<T>): Promise<{ items: T[]; next: string | null }> {
  const { shardCount, limit, read, position } = merge
  const streams = Array.from(
    { length: shardCount },
    (_, shard): Stream<T> => ({ shard, buffer: [], after: merge.after, more: true }),
  )
  const isBefore = inOrder(merge.descending)
  const isBehind = (at: string | undefined, end: string | null) =>
    at !== undefined && end !== null && !isBefore(at, end)
  const items: T[] = []
  let end: string | null = null
  // One more than the page tells whether another page follows.
  while (items.length <= limit) {
    const unread = ({ buffer, more, after }: Stream<T>) => buffer.length === 0 && more && !isBehind(after, end)
    const dry = streams.filter(unread)
    if (dry.length > 0) {
      const size = portion(limit + 1 - items.length, shardCount)
      await Promise.all(dry.map((stream) => refill(stream, size, read)))
      const ended = dry.filter(({ buffer, more }) => buffer.length === 0 && more)
      end = firstOf([end, ...ended.map(({ after }) => after ?? null)], isBefore)
      continue
    }
    const head = (stream: Stream<T>) => stream.buffer[0] && position(stream.buffer[0])
    const next = firstOf(
      streams.map((stream) => head(stream) ?? null),
      isBefore,
    )
    if (next === null || (end !== null && !isBefore(next, end))) break
    const item = streams.find((stream) => head(stream) === next)?.buffer.shift()
    if (item === undefined) break
    items.push(item)
  }
  const last = items[limit - 1]
  if (items.length > limit && last !== undefined) return { items: items.slice(0, limit), next: position(last) }
  return { items, next: end }
}

/** Compares as DynamoDB sorts strings: by their UTF-8 bytes. */
function inOrder(descending: boolean): (a: string, b: string) => boolean {
  const sign = descending ? -1 : 1
  return (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)) * sign < 0
}

function firstOf(positions: (string | null)[], isBefore: (a: string, b: string) => boolean): string | null {
  return positions.reduce(
    (first, one) => (first === null || (one !== null && isBefore(one, first)) ? one : first),
    null,
  )
}

/** An even share plus what chance may add to it, and never more than is still needed. */
function portion(needed: number, shardCount: number): number {
  const share = needed / shardCount
  return Math.min(needed, Math.ceil(share + Math.sqrt(share)))
}

async function refill<T>(stream: Stream<T>, size: number, read: ReadShard<T>) {
  const { items, readTo, more } = await read(stream.shard, stream.after, size)
  stream.buffer.push(...items)
  stream.after = readTo ?? stream.after
  stream.more = more
}
