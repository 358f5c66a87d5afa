import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { assembly } from '@tenantry/cli/system/assembly.ts'
import { type System, startSystem } from '@tenantry/cli/system/system.ts'
import { ROLE_PROBE } from '../../acceptance/role-credentials.ts'
import { sessionsGoBy } from '../../acceptance/session.ts'
import { LIFTED_RATES } from '../../support/lifted-rates.ts'
import { patientClock } from '../../support/patient-clock.ts'
import { copyAssembly, editTemplate } from './edit-assembly.ts'
import { addProbes, addStrangerPool, addTap } from './probes.ts'

/** A system on this machine that an attacker has prepared as far as an account lets them: with probes beside the product. */
export interface LocalSystem extends System {
  dataDir: string
  /** The app plane's functions, by the names of their constructs; each has a probe. */
  functions: string[]
  /** The assembly that it runs. */
  assembly: string
  /** Everything that the local cloud logged as its own trouble. */
  complaints: string[]
  /** What its clock says, in milliseconds since the epoch. */
  now(): number
  /** Puts its clock forward, as that of its functions. */
  leap(ms: number): void
  /** Does something at another time: the cloud's clock is moved meanwhile. */
  at<T>(offsetMs: number, work: () => Promise<T>): Promise<T>
}

/** The probes' own lines are nobody's trouble: their roles may not write them. Nor is what deploys without behaviour. */
const isTrouble = (line: string): boolean =>
  !line.includes('-Attack') && !line.startsWith(ROLE_PROBE) && !line.startsWith('Inert here: ')

export async function localSystem(): Promise<LocalSystem> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tenantry-attacks-'))
  const directory = copyAssembly((await assembly(undefined, process.env)).directory)
  let functions: string[] = []
  editTemplate(directory, 'AppPlane', (template) => {
    functions = addProbes(template)
    addStrangerPool(template)
    addTap(template)
  })
  const complaints: string[] = []
  const clock = patientClock()
  let offset = 0
  const system = await startSystem({
    dataDir,
    webPort: 0,
    awsPort: 0,
    env: process.env,
    assembled: directory,
    controlPlaneParameters: { ...LIFTED_RATES, CostsSchedule: 'rate(1 minute)' },
    log: (line) => isTrouble(line) && complaints.push(line),
    clock: { ...clock, now: () => clock.now() + offset },
  })
  sessionsGoBy(system.endpoints, clock.now)
  return {
    ...system,
    dataDir,
    functions,
    assembly: directory,
    complaints,
    now: clock.now,
    leap: clock.leap,
    async at(offsetMs, work) {
      offset = offsetMs
      try {
        return await work()
      } finally {
        offset = 0
      }
    },
    async close() {
      await system.close()
      for (const path of [dataDir, directory]) rmSync(path, { recursive: true, force: true })
    },
  }
}
