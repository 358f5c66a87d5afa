import { execFile, fork } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { DEFAULT_TIERS } from '@tenantry/contracts/tiers.ts'
import { build } from 'esbuild'
import { entitlementCheck } from '../entitlement-check.ts'
import { median } from '../latency.ts'
import { round, withLoad } from '../processor.ts'
import { SAMPLED, telemetryPrice } from '../telemetry-price.ts'
import { metering } from './metering.ts'

const CALLS = fileURLToPath(new URL('../telemetry-calls.ts', import.meta.url))
const IMPORTS = 15
const run = promisify(execFile)
/** What telemetry and metering together may add, in milliseconds. */
const MOST = { initialisation: 5, request: 0.1, entitlement: 0.05 }
const TENANTS = 1_000
/** Three for each request. */
const RECORDS_PER_HOUR = 200_000
/** Services that work for tenants: the shop's, `users` and `authorizer`. */
const SERVICES_OF_TENANTS = 5

/** What usage lines, metrics and traces add to a request and to initialisation, in milliseconds of processor time, and what a check of an entitlement takes; and what they cost on AWS. */
export async function telemetry() {
  const figures = await withLoad(async () => {
    const { samples, line } = await calls()
    const [bare, lines, traced] = [samples.bare, samples.lines, samples.traced].map(median) as [number, number, number]
    const imported = await imports()
    return {
      line,
      request: {
        bare: round(bare, 3),
        withLines: round(lines, 3),
        withLinesAndTrace: round(traced, 3),
        adds: round(lines - bare + SAMPLED * (traced - lines), 3),
        most: MOST.request,
        ratio: round((lines + SAMPLED * (traced - lines)) / bare),
      },
      initialisation: {
        without: round(imported.without, 1),
        with: round(imported.with, 1),
        adds: round(imported.with - imported.without, 1),
        most: MOST.initialisation,
        ratio: round(imported.with / imported.without),
      },
      entitlement: { check: round(entitlementCheck(), 4), most: MOST.entitlement },
    }
  })
  const { line, ...shown } = figures
  const [metered] = metering([TENANTS], RECORDS_PER_HOUR)
  const price = telemetryPrice({
    line,
    metering: metered?.listPrice.dollarsPerMillionRequests ?? 0,
    requestsPerHour: RECORDS_PER_HOUR / 3,
    pairs: SERVICES_OF_TENANTS * DEFAULT_TIERS.length,
  })
  return { ...shown, price }
}

interface Calls {
  samples: Record<'bare' | 'lines' | 'traced', number[]>
  line: string
}

async function calls(): Promise<Calls> {
  const daemon = createSocket('udp4')
  daemon.bind(0, '127.0.0.1')
  await once(daemon, 'listening')
  const { port } = daemon.address() as AddressInfo
  const child = fork(CALLS, [], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, AWS_XRAY_DAEMON_ADDRESS: `127.0.0.1:${port}` },
  })
  const [told] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`The calls ended with ${code}.`))),
  ])
  daemon.close()
  return told as Calls
}

/** Processor time of an import, in processes of their own, in turns: of a table and a logger, and of all that telemetry adds to them. */
async function imports(): Promise<Record<'without' | 'with', number>> {
  const directory = mkdtempSync(join(tmpdir(), 'tenantry-telemetry-'))
  try {
    const base = ["export * from '@tenantry/toolkit/table.ts'", "export * from '@tenantry/toolkit/logger.ts'"]
    const files = {
      without: await bundled(directory, 'without', base),
      with: await bundled(directory, 'with', [...base, "export * from '@tenantry/toolkit/run-work.ts'"]),
    }
    const samples = { without: [] as number[], with: [] as number[] }
    for (let time = 0; time < IMPORTS; time++) {
      samples.without.push(await importTime(files.without))
      samples.with.push(await importTime(files.with))
    }
    return { without: median(samples.without), with: median(samples.with) }
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

async function bundled(directory: string, name: string, lines: string[]): Promise<string> {
  const outfile = join(directory, `${name}.mjs`)
  const banner = { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" }
  const stdin = { contents: lines.join('\n'), resolveDir: import.meta.dirname, loader: 'ts' as const }
  await build({ stdin, outfile, banner, bundle: true, format: 'esm', platform: 'node', target: 'node24', minify: true })
  return outfile
}

async function importTime(file: string): Promise<number> {
  const script = `const b = process.cpuUsage(); await import(${JSON.stringify(file)}); const { user, system } = process.cpuUsage(b); console.log((user + system) / 1000)`
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script])
  return Number(stdout)
}
