import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { MUTANTS, mutantsOf } from './mutants/all-mutants.ts'
import { type Mutating, mutating } from './mutants/mutating.ts'
import { options } from './options.ts'
import { brokeOff } from './suite/run-class.ts'
import { type LocalSystem, localSystem } from './world/local-system.ts'
import { createWorld } from './world/world.ts'

const { TENANTRY_DEPLOYED_ENDPOINTS: deployed, TENANTRY_ATTACK_ONLY: only, TENANTRY_ATTACK_SHARE: share } = options
const LEAST_MUTANTS = 40
/** A busy machine must not look like a leak. */
const ENOUGH_MS = 1_800_000

// The suite is itself tested: every fault of identity and isolation that is built into the system must be found by an attack.
describe('mutants', () => {
  const mutants = deployed || only ? [] : mutantsOf(share)
  const killed: string[] = []
  let system: LocalSystem | undefined
  let mutable: Mutating | undefined

  beforeAll(async () => {
    if (mutants.length === 0) return
    system = await localSystem()
    mutable = await mutating(system, await createWorld(system.endpoints, system))
  }, ENOUGH_MS)

  afterAll(async () => {
    if (deployed) console.log('mutants: not run, because a deployed system must not be broken')
    else if (!only) console.log(`mutants: ${killed.length} of ${mutants.length} killed, ${MUTANTS.length} known`)
    mutable?.close()
    await system?.close()
  })

  test.each(mutants)(
    'the suite finds: $name',
    async ({ name, change, without, attacks, only: parts }) => {
      if (!mutable) throw new Error('There is no system to change.')
      if (without) {
        const guarded = await mutable.attacked(without, attacks, parts)
        expect(guarded, 'the other guard is removed, and this one holds').toEqual({ leaks: [], brokenControls: [] })
      }
      const { leaks, brokenControls } = await mutable.attacked([...(without ?? []), change], attacks, parts)
      expect(brokenControls, 'the mutant still serves its people').toEqual([])
      expect(leaks.filter(brokeOff), 'every attack is answered').toEqual([])
      expect(leaks, 'an attack gets through').not.toEqual([])
      killed.push(name)
    },
    ENOUGH_MS,
  )

  test('there are enough mutants, each with a name of its own', () => {
    expect(new Set(MUTANTS.map(({ name }) => name)).size).toBe(MUTANTS.length)
    expect(MUTANTS.length).toBeGreaterThanOrEqual(LEAST_MUTANTS)
  })
})
