import { afterAll, beforeAll, expect, test } from 'vitest'
import { ACCESS_ROLE_MUTANTS } from './mutants/access-role-mutants.ts'
import { applyChanges, type Change, removeAll } from './mutants/change.ts'
import { ISOLATION_MUTANTS } from './mutants/isolation-mutants.ts'
import type { Mutant } from './mutants/mutant.ts'
import { RIGHT_MUTANTS } from './mutants/right-mutants.ts'
import { SECRET_MUTANTS } from './mutants/secret-mutants.ts'
import { SERVICE_MUTANTS } from './mutants/service-mutants.ts'
import { SIGN_IN_MUTANTS } from './mutants/sign-in-mutants.ts'
import { options } from './options.ts'
import { type ClassReport, runClass } from './suite/run-class.ts'
import { copyAssembly, type Template } from './world/edit-assembly.ts'
import { type LocalSystem, localSystem } from './world/local-system.ts'
import { createWorld, type World } from './world/world.ts'

// The suite is itself tested: every fault of identity and isolation that is built into the system must be found by an attack.
const deployed = options.TENANTRY_DEPLOYED_ENDPOINTS !== undefined
const MUTANTS = [
  ...SIGN_IN_MUTANTS,
  ...RIGHT_MUTANTS,
  ...ACCESS_ROLE_MUTANTS,
  ...ISOLATION_MUTANTS,
  ...SERVICE_MUTANTS,
  ...SECRET_MUTANTS,
]
const LEAST_MUTANTS = 20
/** A busy machine must not look like a survivor. */
const ENOUGH_MS = 1_800_000

let system: LocalSystem
let world: World
const killed: string[] = []

beforeAll(async () => {
  if (deployed) return
  system = await localSystem(withoutAuthorizerCache)
  world = await createWorld(system.endpoints, system)
}, ENOUGH_MS)

afterAll(async () => {
  if (deployed) console.log('mutants: not run, because a deployed system must not be broken')
  else console.log(`mutants: ${killed.length} of ${MUTANTS.length} killed`)
  await system?.close()
})

test.each(deployed ? [] : MUTANTS)(
  'the suite finds: $name',
  async ({ name, change, without, attacks, only }) => {
    if (without) {
      const { leaks, brokenControls } = await attacked([...without], attacks, only)
      expect({ leaks, brokenControls }, 'the other guard is removed, and this one holds').toEqual({
        leaks: [],
        brokenControls: [],
      })
    }
    const { leaks, brokenControls } = await attacked([...(without ?? []), change], attacks, only)
    expect(brokenControls, 'the mutant still serves its people').toEqual([])
    expect(leaks, 'an attack gets through').not.toEqual([])
    killed.push(name)
  },
  ENOUGH_MS,
)

test('there are enough mutants, each with a name of its own', () => {
  expect(new Set(MUTANTS.map(({ name }) => name)).size).toBe(MUTANTS.length)
  expect(MUTANTS.length).toBeGreaterThanOrEqual(LEAST_MUTANTS)
})

/** What some attacks find on the system with these changes. */
async function attacked(
  changes: Change[],
  attacks: Mutant['attacks'],
  only: string[],
): Promise<Pick<ClassReport, 'leaks' | 'brokenControls'>> {
  const assembly = copyAssembly(system.assembly)
  const built = await applyChanges(assembly, changes)
  try {
    await system.deploy(assembly)
    const attackClass = await attacks(world)
    const reports: ClassReport[] = []
    for (const part of only) reports.push(await runClass(attackClass, part))
    return {
      leaks: reports.flatMap(({ leaks }) => leaks),
      brokenControls: reports.flatMap(({ brokenControls }) => brokenControls),
    }
  } finally {
    removeAll([...built, assembly])
  }
}

/** A mutant of an authorizer must not be judged by what the one before it answered. */
function withoutAuthorizerCache({ Resources }: Template): void {
  for (const { Type, Properties } of Object.values(Resources)) {
    if (Type === 'AWS::ApiGateway::Authorizer') Properties.AuthorizerResultTtlInSeconds = 0
  }
}
