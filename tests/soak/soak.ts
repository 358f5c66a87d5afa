import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { assembly } from '@tenantry/cli/system/assembly.ts'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { copySources, edit } from '../acceptance/edited-assembly.ts'
import { random } from './random.ts'
import { startVictim, type Victim } from './victim.ts'
import type { Writer } from './writer.ts'
import { everyWriter } from './writers/every-writer.ts'
import { type SignUps, signUps } from './writers/sign-ups.ts'

export interface SoakOptions {
  kills: number
  /** The same seed kills after the same writes, and writes the same. */
  seed: number
  env: NodeJS.ProcessEnv
  print(line: string): void
}

export interface SoakReport {
  /** Acknowledged writes by writer. */
  acknowledged: Record<string, number>
  tenants: { active: number; failed: number }
  /** What was acknowledged and is not there, or is there and should not be. */
  wrong: string[]
  /** Answers and ends that no kill explains. */
  surprises: string[]
}

/** The first starts are killed while the stacks are created: nothing can be written before. */
const KILLED_IN_CREATION = 2
/** Of the later kills, so many meet a start with its deployment; the others meet writes and sign-ups. */
const KILLED_IN_DEPLOYMENT = 0.35
/** Acknowledged writes of a round before its kill, at most. */
const MAX_WRITES = 150
/** Milliseconds; replaced by what the last whole start took. */
const EXPECTED_START_MS = 3000

/** Kills a system again and again, and looks after each restart whether everything acknowledged is there. */
export async function soak({ kills, seed, env, print }: SoakOptions): Promise<SoakReport> {
  const dice = random(seed)
  const dataDir = mkdtempSync(join(tmpdir(), 'tenantry-soak-'))
  const assemblies = await twoAssemblies(env)
  const awsPort = await freePort()
  const report: SoakReport = { acknowledged: {}, tenants: { active: 0, failed: 0 }, wrong: [], surprises: [] }
  const logged: string[] = []
  let startMs = EXPECTED_START_MS
  let victim: Victim | undefined
  let signUp: SignUps | undefined
  let writers: Writer[] = []

  const start = (): Victim => {
    const assembled = dice.pick(assemblies)
    victim = startVictim({ dataDir, awsPort, assembled, log: (line) => logged.push(line) })
    return victim
  }
  const serving = async (victim: Victim): Promise<Endpoints> => {
    const began = performance.now()
    const endpoints = await victim.ready
    if (!endpoints) throw new Error('The system does not start.')
    startMs = performance.now() - began
    return endpoints
  }
  const prepare = async (endpoints: Endpoints) => {
    signUp = signUps(endpoints, dice)
    writers = [signUp, ...everyWriter(endpoints, dice)]
    for (const writer of writers) await writer.prepare()
  }
  const check = async () => {
    for (const writer of writers) report.wrong.push(...(await writer.check()))
  }
  const settle = async (leap: Victim['leap']) => {
    const settled = await signUp?.settle(leap)
    if (!settled) return
    report.tenants = { active: settled.active, failed: settled.failed }
    report.wrong.push(...settled.wrong)
  }
  const count = () => writers.reduce((sum, writer) => sum + writer.count(), 0)

  try {
    for (let kill = 1; kill <= kills; kill++) {
      const started = start()
      // The last kill meets writes, whatever the dice say.
      if (kill <= KILLED_IN_CREATION || (kill < kills && dice.next() < KILLED_IN_DEPLOYMENT)) {
        const moment = Math.round(dice.next() * startMs)
        await Promise.race([pause(moment), started.ready])
        await started.kill()
        print(`${kill}/${kills} killed ${moment} ms after its start`)
        continue
      }
      const endpoints = await serving(started)
      if (writers.length === 0) await prepare(endpoints)
      await check()
      const goal = count() + 1 + dice.below(MAX_WRITES)
      // A writer that was not heard yet is waited for, or the kill would tell nothing of it.
      const enough = () => count() >= goal && writers.every((writer) => writer.count() > 0)
      report.surprises.push(...(await writeUntil(writers, enough, started)))
      print(`${kill}/${kills} killed after ${count()} writes: ${report.wrong.length} lost`)
    }
    const last = start()
    const endpoints = await serving(last)
    if (!signUp) await prepare(endpoints)
    await check()
    await settle(last.leap)
    const code = await last.stop()
    if (code !== 0) report.surprises.push(`the last system ended with ${code}`)
  } catch (error) {
    throw new Error(`The soak could not go on:\n${logged.slice(-20).join('\n')}`, { cause: error })
  } finally {
    await victim?.kill()
    rmSync(dataDir, { recursive: true, force: true })
  }
  report.acknowledged = Object.fromEntries(writers.map((writer) => [writer.name, writer.count()]))
  report.surprises.push(...logged)
  return report
}

/** All writers at once, each in its own loop, until it is enough; then the kill, whatever they are doing. */
async function writeUntil(writers: Writer[], enough: () => boolean, victim: Victim): Promise<string[]> {
  const surprises: string[] = []
  const reached = Promise.withResolvers<void>()
  let killed = false
  const loops = writers.map(async (writer) => {
    while (!killed) {
      try {
        await writer.write()
      } catch (error) {
        if (killed) return
        surprises.push(`${writer.name}: ${String(error)}`)
        if (surprises.length > writers.length) reached.resolve()
      }
      if (enough()) reached.resolve()
    }
  })
  await reached.promise
  killed = true
  await victim.kill()
  await Promise.all(loops)
  return surprises
}

/** The product as it is, and with other limits, memory and code: going from one to the other changes most resources. */
async function twoAssemblies(env: NodeJS.ProcessEnv): Promise<[string, string]> {
  const copy = mkdtempSync(join(tmpdir(), 'tenantry-soak-sources-'))
  copySources(copy)
  edit(copy, 'infra/foundation/microservice.ts', 'memoryMb ?? 512', 'memoryMb ?? 640')
  edit(copy, 'contracts/src/tiers.ts', 'own-user-pool', 'own-people')
  edit(copy, 'contracts/src/tiers.ts', 'quota: 5_000_000', 'quota: 6_000_000')
  const { directory } = await assembly(copy, env)
  return [(await assembly(undefined, env)).directory, directory]
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  await new Promise((closed) => server.close(closed))
  return port
}
