import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { type System, type SystemOptions, startSystem } from '@tenantry/cli/system/system.ts'
import { afterAll, beforeAll } from 'vitest'

/** The system under test: a fresh one in this process, or the deployed one whose endpoints file the environment names. */
export function useSystem(): { endpoints: Endpoints } {
  const handle = {} as { endpoints: Endpoints }
  let close = async () => {}
  beforeAll(async () => {
    const deployed = process.env.TENANTRY_DEPLOYED_ENDPOINTS
    if (deployed) {
      handle.endpoints = JSON.parse(readFileSync(deployed, 'utf8'))
      return
    }
    const local = await freshSystem()
    handle.endpoints = local.endpoints
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
  options: Pick<SystemOptions, 'observe' | 'onAccess'> = {},
): Promise<System & { dataDir: string }> {
  const lines: string[] = []
  const system = await startSystem({
    dataDir,
    webPort: 0,
    awsPort: 0,
    env: process.env,
    indexDelay: INDEX_DELAY_MS,
    log(line) {
      if (!line.startsWith('Inert here:')) lines.push(line)
    },
    ...options,
  })
  return {
    ...system,
    dataDir,
    async close() {
      await system.close()
      rmSync(dataDir, { recursive: true, force: true })
      if (lines.length > 0) throw new Error(`The local cloud complained:\n${lines.join('\n')}`)
    },
  }
}
