import { readFileSync } from 'node:fs'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bodies } from './classes/bodies.ts'
import { cognito } from './classes/cognito.ts'
import { cursors } from './classes/cursors.ts'
import { dynamodb } from './classes/dynamodb.ts'
import { headers } from './classes/headers.ts'
import { ids } from './classes/ids.ts'
import { lastAdmin } from './classes/last-admin.ts'
import { outbox } from './classes/outbox.ts'
import { paths } from './classes/paths.ts'
import { queues } from './classes/queues.ts'
import { references } from './classes/references.ts'
import { revoked } from './classes/revoked.ts'
import { roles } from './classes/roles.ts'
import { secrets } from './classes/secrets.ts'
import { serviceRoles } from './classes/service-roles.ts'
import { sessions } from './classes/sessions.ts'
import { signUp } from './classes/sign-up.ts'
import { tenantRole } from './classes/tenant-role.ts'
import { tokens } from './classes/tokens.ts'
import { options, repeat } from './options.ts'
import type { AttackClass } from './suite/attempt.ts'
import { type ClassReport, runClass } from './suite/run-class.ts'
import { explain, summaryOf } from './suite/summary.ts'
import { type LocalSystem, localSystem } from './world/local-system.ts'
import { createWorld, type World } from './world/world.ts'

const { TENANTRY_DEPLOYED_ENDPOINTS: deployed, TENANTRY_ATTACK_ONLY: only, TENANTRY_ATTACK_SEED: seed } = options
const CLASSES: Record<string, (world: World) => AttackClass | Promise<AttackClass>> = {
  tokens,
  roles,
  ids,
  bodies,
  headers,
  paths,
  cursors,
  references,
  dynamodb,
  sessions,
  'tenant-role': tenantRole,
  'service-roles': serviceRoles,
  cognito,
  'sign-up': signUp,
  'last-admin': lastAdmin,
  revoked,
  queues,
  outbox,
  secrets,
}
const LEAST_ATTEMPTS = 10_000
/** A busy machine must not look like a leak. */
const ENOUGH_MS = 1_800_000

let system: LocalSystem | null = null
let world: World
const reports: ClassReport[] = []

beforeAll(async () => {
  system = deployed ? null : await localSystem()
  const endpoints: Endpoints = system?.endpoints ?? JSON.parse(readFileSync(deployed ?? '', 'utf8'))
  world = await createWorld(endpoints, system)
}, ENOUGH_MS)

afterAll(async () => {
  console.log(summaryOf(reports, seed))
  await system?.close()
})

test.each(Object.keys(CLASSES))(
  'no attack of the class %s gets anything but its exact refusal',
  async (name) => {
    const attackClass = await CLASSES[name]?.(world)
    if (!attackClass) throw new Error(`There is no class ${name}.`)
    const report = await runClass(attackClass, only)
    reports.push(report)
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
  const attempts = reports.reduce((sum, report) => sum + report.attempts, 0)
  if (!only) expect(attempts).toBeGreaterThanOrEqual(LEAST_ATTEMPTS)
  expect(system?.complaints ?? []).toEqual([])
})
