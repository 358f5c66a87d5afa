import type { Compare, Merge, Stream } from './merge.ts'
import { affordableLimit, costOf, type Experience, portionOf, worstUnits } from './read-portion.ts'

/** A search stops when so few units are left: what they would bring is not worth the calls. */
const SEARCH_REST = 30

/**
 * Reads shards that hold up the page, at once, each as much as its share of what is still needed and of the budget. False when the budget
 * does not bear it.
 */
export async function readWave<T>(
  merge: Merge<T>,
  { streams, blocking, compare }: { streams: Stream<T>[]; blocking: Stream<T>[]; compare: Compare },
  needed: number,
  experience: Experience,
): Promise<boolean> {
  const { budget, entryUnits, isSearch, read, shardCount } = merge
  if (isSearch && experience.scanned > 0 && budget.left < SEARCH_REST) return false
  const share = needed / shardCount
  const portion = (shards: number) =>
    portionOf({ share, isSearch, perShard: budget.left / shards, entryUnits, experience })
  const wave = isSearch ? hindmost(blocking, compare) : [...blocking, ...nearlyEmpty(streams, blocking, share)]
  // Shards that are not empty yet are read together with those that are, to save calls, unless what they bring may not be needed.
  const isCheap = wave.length * portion(wave.length) * costOf(experience, entryUnits) <= budget.left / 2
  const reading = isSearch || isCheap ? wave : blocking
  const wanted = portion(reading.length)

  const done = await Promise.all(
    reading.map(async (stream) => {
      const spent = await budget.spend((left) => {
        const limit = affordableLimit(wanted, left, entryUnits)
        return {
          worst: worstUnits(limit, entryUnits),
          read: async () => ({ limit, ...(await read(stream.shard, stream.readTo, limit)) }),
        }
      })
      if (!spent) return false
      const { items, readTo, limit } = spent.result
      stream.buffer.push(...items)
      stream.isRead = true
      stream.more = readTo !== undefined
      stream.readTo = readTo ?? stream.readTo
      experience.scanned += stream.more ? limit : items.length
      experience.found += items.length
      experience.units += spent.units
      return true
    }),
  )
  return reading.some((stream, index) => done[index] && blocking.includes(stream))
}

/** The half that was read least far: a page ends where the hindmost shard was read to, so reading others further is of no use. */
function hindmost<T>(blocking: Stream<T>[], compare: Compare): Stream<T>[] {
  const unread = blocking.filter(({ isRead }) => !isRead)
  if (unread.length > 0) return unread
  const behind = blocking.toSorted((a, b) => compare(a.readTo ?? '', b.readTo ?? ''))
  return behind.slice(0, Math.ceil(behind.length / 2))
}

/** Shards that will probably be needed again before the page is full. */
const nearlyEmpty = <T>(streams: Stream<T>[], blocking: Stream<T>[], share: number): Stream<T>[] =>
  streams.filter((stream) => stream.more && !blocking.includes(stream) && stream.buffer.length < share)
