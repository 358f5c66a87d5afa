import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { type System, type SystemOptions, startSystem } from '@tenantry/cli/system/system.ts'
import { PROPAGATION_SECONDS } from '@tenantry/contracts/timing.ts'
import { afterAll, beforeAll, expect } from 'vitest'
import { LIFTED_RATES } from '../support/lifted-rates.ts'
import { onceAWorker } from '../support/once-a-worker.ts'
import { patientClock } from '../support/patient-clock.ts'
import { Complaints } from './complaints.ts'
import { keepErrors } from './logged-errors.ts'
import { sessionsGoBy } from './session.ts'

export interface SystemUnderTest {
  endpoints: Endpoints
  /** Puts the system's clock forward, as that of its functions: what would have been waited for has passed. */
  leap(seconds: number): void
  /** Milliseconds since the epoch, by the system's clock. */
  now(): number
}

const shared = onceAWorker(() => freshSystem(undefined, { controlPlaneParameters: LIFTED_RATES }))

/** The system that the files of this worker share, where tenants and people of other files are; or the deployed one. */
export function useSystem(): SystemUnderTest {
  return deployed() ?? sharedSystem()
}

/** A system of this file alone, as it is deployed by default or with other parameters; or the deployed one. For tests that need or change the whole of it. */
export function useOwnSystem(options: Pick<SystemOptions, 'controlPlaneParameters'> = {}): SystemUnderTest {
  return deployed() ?? ownSystem(options)
}

/** The deployed system whose endpoints file the environment names. It takes its time. */
function deployed(): SystemUnderTest | null {
  const file = process.env.TENANTRY_DEPLOYED_ENDPOINTS
  return file ? { endpoints: JSON.parse(readFileSync(file, 'utf8')), leap() {}, now: Date.now } : null
}

function sharedSystem(): SystemUnderTest {
  const handle = {} as SystemUnderTest
  let complaints: Complaints | undefined
  shared.beforeAll((system) => {
    complaints = system.complaints
    complaints.begin(expect.getState().testPath)
    handle.endpoints = system.endpoints
    handle.now = system.now
    handle.leap = (seconds) => {
      if (seconds > PROPAGATION_SECONDS)
        throw new Error(`Other files use this system, too. To leap by ${seconds} s, take one by useOwnSystem().`)
      system.leap(seconds)
    }
  })
  afterAll(() => complaints?.raise())
  return handle
}

function ownSystem(options: Pick<SystemOptions, 'controlPlaneParameters'>): SystemUnderTest {
  const handle = {} as SystemUnderTest
  let close = async () => {}
  beforeAll(async () => {
    const system = await freshSystem(undefined, options)
    Object.assign(handle, { endpoints: system.endpoints, leap: system.leap, now: system.now })
    close = system.close
  })
  afterAll(() => close())
  return handle
}

/** Global indexes lag behind their tables, as those of AWS do: what a test expects of a list by an index, it must wait for. */
const INDEX_DELAY_MS = 200

interface FreshSystem extends System {
  dataDir: string
  leap: SystemUnderTest['leap']
  now: SystemUnderTest['now']
  complaints: Complaints
}

/** A local system on a fresh data folder and free ports; tests that look inside the local cloud begin here. */
export async function freshSystem(
  dataDir = mkdtempSync(join(tmpdir(), 'tenantry-')),
  options: Pick<
    SystemOptions,
    | 'observe'
    | 'logged'
    | 'onAccess'
    | 'onUse'
    | 'operatorMfa'
    | 'mailSandbox'
    | 'traceSampling'
    | 'controlPlaneParameters'
  > = {},
): Promise<FreshSystem> {
  const complaints = new Complaints()
  complaints.begin(expect.getState().testPath)
  const clock = patientClock()
  const system = await startSystem({
    dataDir,
    webPort: 0,
    awsPort: 0,
    env: process.env,
    clock,
    indexDelay: INDEX_DELAY_MS,
    log: (line) => complaints.hear(line),
    ...options,
    logged(line) {
      keepErrors(line)
      options.logged?.(line)
    },
  })
  sessionsGoBy(system.endpoints, clock.now)
  return {
    ...system,
    dataDir,
    complaints,
    leap: (seconds) => clock.leap(seconds * 1000),
    now: clock.now,
    async close() {
      await system.close()
      rmSync(dataDir, { recursive: true, force: true })
      complaints.raise()
    },
  }
}
