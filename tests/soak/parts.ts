import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Host, startHost } from '../bench/start-host.ts'
import { largeTenant } from './large-tenant.ts'
import { manySilos } from './many-silos.ts'
import type { PartReport } from './part-report.ts'

// What a soak has beside its kills: whether what works for little works for much, on a system of its own.

type Print = (line: string) => void

export const items = (count: number, print: Print): Promise<PartReport> =>
  onOwnSystem((host) => largeTenant(host, count, print))
export const silos = (count: number, print: Print): Promise<PartReport> =>
  onOwnSystem((host) => manySilos(host, count, print))

async function onOwnSystem(work: (host: Host) => Promise<PartReport>): Promise<PartReport> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tenantry-soak-'))
  const host = await startHost(dataDir)
  try {
    return await work(host)
  } finally {
    await host.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
