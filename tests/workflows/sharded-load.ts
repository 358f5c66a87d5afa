import { PROJECTION_LAG_SECONDS, PROPAGATION_SECONDS } from '@tenantry/contracts/timing.ts'
import { OLDEST_FIRST, type Things, type ThingsTable } from '../support/things.ts'
import type { OnboardingWorld } from './onboarding-world.ts'

/** How old what a request knows of its tenant may be: kept by the gateway and by the authorizer, and as long as the request takes. */
const OLDEST_MS = (PROPAGATION_SECONDS - PROJECTION_LAG_SECONDS) * 1000
const EVERY_MS = 10_000

interface View {
  at: number
  readShards: number
  writeShards: number
}

/** Requests of one tenant that write and read things, each as old as requests may be, while the world goes on. */
export function shardedLoad(world: OnboardingWorld, things: ThingsTable, tenantId: string) {
  const views: View[] = []
  const written: string[] = []
  const missed = new Set<string>()

  async function write({ writeShards, readShards }: View): Promise<void> {
    const mine = things.of(tenantId, { writeShards: Math.min(writeShards, readShards), readShards })
    const id = mine.newId()
    await mine.insert({ id, name: `Thing ${written.length}`, size: 0 })
    written.push(id)
  }

  async function read({ readShards, writeShards }: View): Promise<void> {
    const mine = things.of(tenantId, { readShards, writeShards })
    const listed = await allOf(mine)
    const latest = await Promise.all(written.slice(-5).map(async (id) => ({ id, found: await mine.get(id) })))
    for (const id of written) if (!listed.has(id)) missed.add(`${id} in a list`)
    for (const { id, found } of latest) if (!found) missed.add(`${id} by its id`)
  }

  /** Those that know the newest, and those that know the oldest that anybody may know. */
  async function requests(): Promise<void> {
    const entry = await world.directory(tenantId)
    if (!entry) throw new Error(`${tenantId} is not in the directory`)
    const now = world.clock.now()
    const newest = { at: now, readShards: entry.readShards, writeShards: entry.writeShards }
    views.push(newest)
    const oldest = views.findLast(({ at }) => at <= now - OLDEST_MS) ?? views[0] ?? newest
    for (const view of [newest, newest, oldest]) await write(view)
    for (const view of [oldest, newest]) await read(view)
  }

  return {
    /** Requests before anything happens. */
    begin: requests,
    /** Lets everything happen, requests too, until this is so. */
    async until(isSo: () => Promise<boolean>): Promise<void> {
      let isOver = false
      const tick = () => {
        if (!isOver) world.clock.after(EVERY_MS, tick)
      }
      tick()
      let last = Number.NEGATIVE_INFINITY
      try {
        await world.until(async () => {
          if (world.clock.now() - last >= EVERY_MS) {
            last = world.clock.now()
            await requests()
          }
          return isSo()
        })
      } finally {
        isOver = true
      }
    },
    /** What somebody did not see although it was there. */
    missed: () => [...missed],
    written: () => written.length,
    /** How many shards hold something. */
    async used(): Promise<number> {
      const shards = await Promise.all(
        Array.from({ length: 8 }, async (_, shard) => {
          const { items } = await things.table.query({
            key: 'shardId = :shard',
            values: { ':shard': `${tenantId}-${shard}` },
            limit: 1,
          })
          return items.length
        }),
      )
      return shards.filter((items) => items > 0).length
    },
  }
}

async function allOf(mine: Pick<Things, 'list'>): Promise<Set<string>> {
  const ids = new Set<string>()
  let cursor: string | undefined
  do {
    const page = await mine.list({ ...OLDEST_FIRST, cursor })
    for (const { id } of page.items) ids.add(id)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return ids
}
