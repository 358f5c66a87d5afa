import { readFileSync } from 'node:fs'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CLASSES } from './all-classes.ts'
import { options, repeat } from './options.ts'
import { coverageOf } from './product/coverage.ts'
import { SERVICES } from './product/services.ts'
import type { AttackClass } from './suite/attempt.ts'
import { type ClassReport, runClass } from './suite/run-class.ts'
import { explain, summaryOf } from './suite/summary.ts'
import { type LocalSystem, localSystem } from './world/local-system.ts'
import { renewTokens } from './world/renew-tokens.ts'
import { createWorld, type World } from './world/world.ts'

const {
  TENANTRY_DEPLOYED_ENDPOINTS: deployed,
  TENANTRY_ATTACK_ONLY: only,
  TENANTRY_ATTACK_SEED: seed,
  TENANTRY_ATTACK_SHARE: share,
} = options
/** On the platform alone, and on each service. */
const LEAST_ATTEMPTS = 10_000
const LEAST_ATTEMPTS_ON_A_SERVICE = 500
/** A busy machine must not look like a leak. */
const ENOUGH_MS = 1_800_000

let system: LocalSystem | null = null
let world: World
const reports: ClassReport[] = []
const tried: AttackClass[] = []
/** Controls that have succeeded: a part of the suite makes each of them once. */
const proved = new Set<string>()

beforeAll(async () => {
  system = deployed ? null : await localSystem()
  const endpoints: Endpoints = system?.endpoints ?? JSON.parse(readFileSync(deployed ?? '', 'utf8'))
  world = await createWorld(endpoints, system)
}, ENOUGH_MS)

afterAll(async () => {
  await system?.close()
})

describe('attacks', () => {
  afterAll(() => {
    const services = SERVICES.map((service) => ({ name: service.name, ...coverageOf(service, tried) }))
    console.log(summaryOf(reports, only ? [] : services, seed))
  })

  test.each(Object.keys(CLASSES))(
    'no attack of the class %s gets anything but its exact refusal',
    async (name) => {
      await renewTokens(world)
      const attackClass = await CLASSES[name]?.(world)
      if (!attackClass) throw new Error(`There is no class ${name}.`)
      const report = await runClass(attackClass, only, only || share === 1 ? {} : { share, proved })
      reports.push(report)
      tried.push(attackClass)
      expect.soft(explain(report.brokenControls, repeat), 'positive controls').toBe('')
      expect(explain(report.leaks, repeat), 'attacks').toBe('')
      // On a deployed system some cannot be tried, and the summary says so.
      if (!only && report.skipped.length === 0 && !attackClass.nothingToAttack)
        expect(report.attempts, 'a class without attacks proves nothing').toBeGreaterThan(0)
      if (system) expect(report.skipped, 'on this machine everything is tried').toEqual([])
    },
    ENOUGH_MS,
  )

  test('the attacks are many enough, and the local cloud had no trouble with any', () => {
    const known = reports.reduce((sum, report) => sum + report.known, 0)
    const least = LEAST_ATTEMPTS + SERVICES.length * LEAST_ATTEMPTS_ON_A_SERVICE
    if (!only) expect(known).toBeGreaterThanOrEqual(least)
    expect(system?.complaints ?? []).toEqual([])
  })

  test.each(deployed ? [] : [...SERVICES])(
    'whatever there is of $name is attacked in every class that concerns it',
    (service) => {
      expect(coverageOf(service, tried).missing).toEqual([])
    },
  )
})
