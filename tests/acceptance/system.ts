import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { type System, type SystemOptions, startSystem } from '@tenantry/cli/system/system.ts'
import { leapingClock } from '@tenantry/local-cloud/core/clock.ts'
import { afterAll, beforeAll } from 'vitest'

interface SystemUnderTest {
  endpoints: Endpoints
  /** Puts the system's clock forward, as that of its functions: what would have been waited for has passed. */
  leap(seconds: number): void
}

/** The system under test: a fresh one in this process, or the deployed one whose endpoints file the environment names. */
export function useSystem(): SystemUnderTest {
  // A deployed system takes its time.
  const handle = { leap() {} } as unknown as SystemUnderTest
  let close = async () => {}
  beforeAll(async () => {
    const deployed = process.env.TENANTRY_DEPLOYED_ENDPOINTS
    if (deployed) {
      handle.endpoints = JSON.parse(readFileSync(deployed, 'utf8'))
      return
    }
    const local = await freshSystem()
    Object.assign(handle, { endpoints: local.endpoints, leap: local.leap })
    close = local.close
  })
  afterAll(() => close())
  return handle
}

/** Global indexes lag behind their tables, as those of AWS do: what a test expects of a list by an index, it must wait for. */
const INDEX_DELAY_MS = 200

/** A local system on a fresh data folder and free ports; tests that look inside the local cloud begin here. */
export async function freshSystem(
  dataDir = mkdtempSync(join(tmpdir(), 'tenantry-')),
  options: Pick<SystemOptions, 'observe' | 'logged' | 'onAccess' | 'operatorMfa' | 'mailSandbox'> = {},
): Promise<System & { dataDir: string; leap: SystemUnderTest['leap'] }> {
  const lines: string[] = []
  const clock = leapingClock()
  const system = await startSystem({
    dataDir,
    webPort: 0,
    awsPort: 0,
    env: process.env,
    clock,
    indexDelay: INDEX_DELAY_MS,
    log(line) {
      if (!line.startsWith('Inert here:')) lines.push(line)
    },
    ...options,
  })
  return {
    ...system,
    dataDir,
    leap: (seconds) => clock.leap(seconds * 1000),
    async close() {
      await system.close()
      rmSync(dataDir, { recursive: true, force: true })
      if (lines.length > 0) throw new Error(`The local cloud complained:\n${lines.join('\n')}`)
    },
  }
}
