import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { FENCE_ITEMS, fencePartition } from '@tenantry/contracts/moves.ts'
import type { Journal, Stage } from '@tenantry/toolkit/journal.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { transact, type Write } from '@tenantry/toolkit/table.ts'
import { expect, test, vi } from 'vitest'
import { type Act, busyPeople } from './busy-people.ts'
import { moveWorld } from './move-world.ts'

// Faults that somebody may once make in fence or journal: what the tests of moves compare must show each of them.

type Transact = (
  client: DynamoDBClient,
  journal: Journal,
  writes: Write[],
  options: { stage: Stage; system: Pick<System, 'uuid' | 'random'> },
) => Promise<void>
type Mutant = (right: Transact) => Transact

const mutant = vi.hoisted(() => ({ present: undefined as Mutant | undefined }))
vi.mock('@tenantry/toolkit/journal.ts', async (original) => {
  const right = await original<typeof import('@tenantry/toolkit/journal.ts')>()
  const transactJournaled: Transact = (...call) =>
    (mutant.present?.(right.transactJournaled) ?? right.transactJournaled)(...call)
  return { ...right, transactJournaled }
})

/** Those of a transaction that are of these kinds; the others are made past the journal. */
const onlyJournaled =
  (...kinds: Write['kind'][]): Mutant =>
  (right) =>
  async (client, journal, writes, options) => {
    const [kept, past] = [
      writes.filter(({ kind }) => kinds.includes(kind)),
      writes.filter(({ kind }) => !kinds.includes(kind)),
    ]
    if (past.length > 0) await transact(client, past)
    if (kept.length > 0) await right(client, journal, kept, options)
  }

const MUTANTS: [string, Mutant][] = [
  ['a write does not check the fence', () => (client, _journal, writes) => transact(client, writes)],
  ['a deletion is not journaled', onlyJournaled('put', 'update', 'check')],
  ['an update is not journaled', onlyJournaled('put', 'delete', 'check')],
  [
    'the fence lets through what begins while it is closed',
    (right) => async (client, journal, writes, options) => {
      try {
        await right(client, journal, writes, options)
      } catch (error) {
        if (!['TENANT_MOVING', 'TENANT_MOVED'].includes((error as { code?: string }).code ?? '')) throw error
        await transact(client, writes)
      }
    },
  ],
]

const acts = (who: number): Act[] =>
  Array.from({ length: 150 }, (_, n): Act => {
    if (n % 3 === 0) return { kind: 'insert', size: who * 1000 + n }
    if (n % 3 === 1) return { kind: n % 2 === 0 ? 'update' : 'replace', n: n * 7, size: who * 1000 + n }
    return { kind: 'remove', n: n * 5, size: 0 }
  })

/** What a move under steady writes comes to: how many differences there are, and whether the copy was found to differ. */
async function movedUnderWrites(): Promise<{ differences: number; isMoved: boolean }> {
  const world = await moveWorld()
  const people = busyPeople(world)
  await people.work(0, acts(9).slice(0, 40))
  const work = Promise.allSettled([1, 2, 3].map((who) => people.work(who, acts(who))))
  await world.runMachine(people.gate)
  await work
  const { deployment } = await world.tenant()
  return { differences: (await people.differences(deployment.kind)).length, isMoved: deployment.kind === 'silo' }
}

test('a move under steady writes loses nothing', async () => {
  mutant.present = undefined
  expect(await movedUnderWrites()).toEqual({ differences: 0, isMoved: true })
})

test.each(MUTANTS)('%s: it shows', async (_, fault) => {
  mutant.present = fault
  expect(await shows()).toBe(true)
})

/** How many moves are tried: whether writes meet the moments at which a fault matters, chance decides. */
const MOST_MOVES = 60

/** Whether a move does not end well: its comparison refuses the switch, or what was acknowledged is not there. */
async function shows(left = MOST_MOVES): Promise<boolean> {
  const { differences, isMoved } = await movedUnderWrites()
  return !isMoved || differences > 0 || (left > 1 && shows(left - 1))
}

test('the items of a fence are in partitions of their own', () => {
  const partitions = Array.from({ length: FENCE_ITEMS }, (_, n) => fencePartition('acme00000000', n))
  expect(new Set(partitions).size).toBe(16)
})
