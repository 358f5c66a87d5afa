/** The items of one shard behind `after`, in the order of their ids: at most `limit`, and whether there may be more. */
export type ReadShard<T> = (
  shard: number,
  after: string | undefined,
  limit: number,
) => Promise<{ items: T[]; more: boolean }>

interface Stream<T> {
  shard: number
  buffer: T[]
  /** Where the next read goes on. */
  after: string | undefined
  more: boolean
}

/**
 * Merges shards into one page in the order of the ids. A shard is read in portions of what its share of the page should be, and again
 * only when its portion was used up: a page of 20 from 4 shards reads about 30 items, not 80. A shard that fails fails the page.
 */
export async function mergeShards<T extends { id: string }>(
  shardCount: number,
  limit: number,
  after: string | undefined,
  read: ReadShard<T>,
): Promise<{ items: T[]; more: boolean }> {
  const streams = Array.from(
    { length: shardCount },
    (_, shard): Stream<T> => ({ shard, buffer: [], after, more: true }),
  )
  const items: T[] = []
  // One more than the page tells whether another page follows.
  while (items.length <= limit) {
    const dry = streams.filter((stream) => stream.buffer.length === 0 && stream.more)
    if (dry.length > 0) {
      const size = portion(limit + 1 - items.length, shardCount)
      await Promise.all(dry.map((stream) => refill(stream, size, read)))
      continue
    }
    const first = streams
      .filter((stream) => stream.buffer.length > 0)
      .reduce<Stream<T> | undefined>((least, next) => (least && headId(least) < headId(next) ? least : next), undefined)
    const item = first?.buffer.shift()
    if (!item) break
    items.push(item)
  }
  return { items: items.slice(0, limit), more: items.length > limit }
}

/** An even share plus what chance may add to it, and never more than is still needed. */
function portion(needed: number, shardCount: number): number {
  const share = needed / shardCount
  return Math.min(needed, Math.ceil(share + Math.sqrt(share)))
}

async function refill<T extends { id: string }>(stream: Stream<T>, size: number, read: ReadShard<T>) {
  const { items, more } = await read(stream.shard, stream.after, size)
  stream.buffer.push(...items)
  stream.after = items.at(-1)?.id ?? stream.after
  stream.more = more
}

const headId = <T extends { id: string }>(stream: Stream<T>): string => stream.buffer[0]?.id ?? ''
