import { setImmediate as turn } from 'node:timers/promises'
import { encodeAuthorizerContext } from '@tenantry/contracts/authorizer-context.ts'
import { NO_PLAN } from '@tenantry/contracts/plan.ts'
import { AUTHORIZER_TTL_SECONDS, DIRECTORY_CACHE_SECONDS } from '@tenantry/contracts/timing.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import { answerOnce } from '@tenantry/toolkit/kept-answers.ts'
import { shardedTable } from '@tenantry/toolkit/sharded-table.ts'
import { table, type Write } from '@tenantry/toolkit/table.ts'
import type { DirectoryEntry } from '@tenantry/toolkit/tenant-directory.ts'
import { TenantScope } from '@tenantry/toolkit/tenant-scope.ts'
import { TENANT_ID } from '../support/builders.ts'
import { THING, type Thing, type Things } from '../support/things.ts'
import type { MoveWorld } from './move-world.ts'

/** What somebody does: to a thing of theirs, the n-th that they have. */
export type Act =
  | { kind: 'insert'; size: number }
  | { kind: 'replace' | 'update' | 'remove'; n: number; size: number }
  | { kind: 'exchange'; n: number; size: number }
  | { kind: 'keyed'; key: number; size: number }
  | { kind: 'refresh' }

/** How long somebody may work by what they were told: as long as authorizer and directory may keep it. */
const FRESH_MS = (AUTHORIZER_TTL_SECONDS + DIRECTORY_CACHE_SECONDS) * 1000

/**
 * People who work all the time, each at things of their own, by what they were told of the tenant some time ago. What was acknowledged is kept
 * in mind.
 */
export function busyPeople(world: MoveWorld) {
  /** What there must be, by id: what was acknowledged, and not deleted. */
  const expected = new Map<string, Thing>()
  const removed = new Set<string>()
  const answers = new Map<string, unknown>()
  let made = 0
  let refused = 0
  let atWork = 0
  let isHeld = false

  /** Holds everybody while time passes: nobody works as long as a wait of the move lasts. */
  async function gate(leap: () => void): Promise<void> {
    isHeld = true
    while (atWork > 0) await turn()
    leap()
    isHeld = false
    await turn()
  }

  async function work(who: number, acts: Act[]): Promise<void> {
    const own: string[] = []
    let told: { entry: DirectoryEntry; at: number } | undefined
    for (const act of acts) {
      while (isHeld) await turn()
      atWork++
      try {
        const now = world.system.now()
        if (!told || act.kind === 'refresh' || now - told.at > FRESH_MS) told = { entry: await world.entry(), at: now }
        await perform(who, own, told.entry, act)
      } finally {
        atWork--
      }
      await turn()
    }
  }

  async function perform(who: number, own: string[], entry: DirectoryEntry, act: Act): Promise<void> {
    const { client, scope, things, context } = placeOf(who, entry)
    const id = 'n' in act ? own[act.n % Math.max(1, own.length)] : undefined
    try {
      switch (act.kind) {
        case 'insert': {
          const thing = { id: things.newId(), name: `of ${who}`, size: act.size }
          await things.insert(thing)
          own.push(thing.id)
          expected.set(thing.id, thing)
          break
        }
        case 'replace':
        case 'update': {
          if (!id) return
          const change = { update: 'SET #size = :size', names: { '#size': 'size' }, values: { ':size': act.size } }
          const after =
            act.kind === 'replace'
              ? await things.replace(id, { name: `of ${who}`, size: act.size })
              : await things.update(id, change)
          if (after) expected.set(id, after)
          if (!after !== removed.has(id)) throw new Error(`${id} is ${after ? 'back' : 'lost'}`)
          break
        }
        case 'remove': {
          if (!id) return
          const before = await things.remove(id)
          if (!before !== removed.has(id)) throw new Error(`${id} is ${before ? 'back' : 'lost'}`)
          expected.delete(id)
          removed.add(id)
          break
        }
        case 'exchange': {
          if (!id || removed.has(id)) return
          const thing = { id: things.newId(), name: `of ${who}`, size: act.size }
          const writes: Write[] = [
            { kind: 'put', table: 'things', item: things.item(thing) },
            { kind: 'delete', table: 'things', key: things.key(id) ?? {}, condition: 'attribute_exists(id)' },
          ]
          await scope.transact(writes)
          own.push(thing.id)
          expected.set(thing.id, thing)
          expected.delete(id)
          removed.add(id)
          break
        }
        case 'keyed': {
          const key = `${who}-${act.key}`
          const shelf = {
            table: scope.table('idempotency'),
            ending: scope.ending('idempotency'),
            partition: (n: number) => `${TENANT_ID}-services-${n}`,
          }
          const answer = await answerOnce(
            shelf,
            { key, operation: 'make', caller: context, content: act.key },
            async () => {
              const thing = { id: things.newId(), name: `keyed ${key}`, size: act.key }
              await things.insert(thing)
              expected.set(thing.id, thing)
              return { status: 201, body: { id: thing.id } }
            },
            { logger: { warn() {} }, system: world.system },
          )
          const { id: answered } = answer.body as { id: string }
          if (answers.has(key) && answers.get(key) !== answered) throw new Error(`The key ${key} was used twice`)
          answers.set(key, answered)
          break
        }
        case 'refresh':
          await table(client, 'things').count({ key: 'shardId = :s', values: { ':s': `${TENANT_ID}-0` } })
          break
        default:
          throw act satisfies never
      }
      made++
    } catch (error) {
      if (
        !(error instanceof ApiError) ||
        !['TENANT_MOVING', 'TENANT_MOVED', 'IDEMPOTENCY_CONFLICT'].includes(error.code)
      )
        throw error
      refused++
    }
  }

  function placeOf(who: number, entry: DirectoryEntry) {
    const client = world.clients[entry.deployment.kind]
    const { readShards, writeShards, journaled } = entry
    const context = encodeAuthorizerContext({
      tenantId: TENANT_ID,
      tenantName: 'Acme',
      userId: `user${who}`,
      role: 'TenantAdmin',
      tier: entry.tier,
      readShards,
      writeShards,
      plan: NO_PLAN,
      journal: journaled ? 'moves' : null,
      credentials: null,
    })
    const scope = TenantScope.open(context, () => client)
    const things: Things = shardedTable({
      table: scope.table('things'),
      tenant: scope,
      entity: THING,
      system: world.system,
      lists: null,
    })
    return { client, scope, things, context }
  }

  return {
    gate,
    work,
    counts: () => ({ made, refused }),
    /** Compares what there is in a place with what was acknowledged. */
    async differences(kind: 'pool' | 'silo'): Promise<string[]> {
      const { items } = await table(world.clients[kind], 'things').scan({ limit: 10_000 })
      const found = new Map(items.map((item) => [String(item.id), item]))
      const lost = [...expected].filter(([id, { size }]) => found.get(id)?.size !== size)
      const back = [...found.keys()].filter((id) => !expected.has(id))
      return [
        ...lost.map(([id, { size }]) => `${id} is ${JSON.stringify(found.get(id)?.size)} and not ${size}`),
        ...back.map((id) => `${id} should not be there`),
      ]
    },
  }
}
