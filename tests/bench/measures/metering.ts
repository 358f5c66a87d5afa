import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { listPrice, type MeteredRun } from '../list-price.ts'

const RUN = fileURLToPath(new URL('../meter-files.ts', import.meta.url))
const LINES_PER_FILE = 21_000
/** 1 January 2026: any hour is as good. */
const HOUR_START = Date.UTC(2026, 0, 1)

/** A run over a million records, for numbers of tenants, each in a process of its own; and what it costs on AWS. */
export function metering(tenants: readonly number[], records: number) {
  return tenants.map((count) => {
    const directory = mkdtempSync(join(tmpdir(), 'tenantry-metering-'))
    try {
      writeFiles(directory, count, records)
      const { status, stdout, stderr } = spawnSync(process.execPath, [RUN, directory, String(HOUR_START)], {
        encoding: 'utf8',
      })
      if (status !== 0) throw new Error(`The run over ${count} tenants failed: ${stderr}`)
      const run = JSON.parse(stdout) as MeteredRun
      return { tenants: count, ...run, listPrice: listPrice(run) }
    } finally {
      rmSync(directory, { recursive: true, force: true })
    }
  })
}

/** Requests spread over tenants and the hour; three lines each. */
function writeFiles(directory: string, tenants: number, records: number): void {
  const requests = Math.floor(records / 3)
  let lines: string[] = []
  let file = 0
  const flush = () => {
    writeFileSync(join(directory, `${file++}.gz`), gzipSync(lines.join('')))
    lines = []
  }
  for (let n = 0; n < requests; n++) {
    lines.push(...linesOf(n, requests, tenants))
    if (lines.length >= LINES_PER_FILE) flush()
  }
  flush()
}

const OPERATIONS = ['list', 'get', 'create', 'replace', 'remove']

function linesOf(n: number, requests: number, tenants: number): string[] {
  const at = HOUR_START + Math.floor((n / requests) * 3_600_000)
  const id = (kind: string) => `${kind}${String(n).padStart(7, '0')}-6f1c-4c57-9d0e-2f3a4b5c6d7e`
  // A step that shares no factor with the number of tenants reaches all of them.
  const tenantId = `tnt_${String((n * 7_919) % tenants).padStart(26, '0')}`
  const durationMs = n % 10 === 0 ? 400 + (n % 97) : 8 + (n % 13)
  const time = new Date(at).toISOString()
  const common = { tenantId, tier: 'basic', functionRequestId: id('f'), status: 200 }
  const usage = {
    level: 'INFO',
    message: 'request',
    usage: 'request',
    usageId: id('r'),
    time,
    service: `service-${n % 5}`,
    operation: OPERATIONS[n % OPERATIONS.length],
    durationMs,
    readUnits: 0.5,
    writeUnits: n % 3,
    bytesIn: 120,
    bytesOut: 900,
    logBytes: 640,
    correlationId: id('r'),
    ...common,
  }
  const access = { requestId: id('r'), method: 'GET', route: '/things', at: String(at), latencyMs: '20', ...common }
  const metrics = { durationMs, billedDurationMs: durationMs + 1, memorySizeMB: 512, maxMemoryUsedMB: 120 }
  const report = { type: 'platform.report', time, record: { requestId: id('f'), status: 'success', metrics } }
  return [usage, access, report].map((line) => `${JSON.stringify(line)}\n`)
}
