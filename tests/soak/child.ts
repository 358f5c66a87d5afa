// The process that the soak kills: what `npm start` runs, on an assembly that the soak chooses.
import { appendFileSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { startSystem } from '@tenantry/cli/system/system.ts'
import * as z from 'zod'
import { patientClock } from '../support/patient-clock.ts'

/** What the child says to the soak once everything serves. */
export interface Ready {
  endpoints: Endpoints
}

/** What the soak says to the child: its clock goes forward. */
const Leap = z.object({ leapMs: z.number() })

// Who is killed writes nothing when it ends: the next one would compile everything anew.
flushCompileCache()

const [dataDir = '', awsPort = '', assembled = '', aheadMs = '0', countFile = ''] = process.argv.slice(2)
z.string().min(1).parse(assembled)

const clock = patientClock()
clock.leap(Number(aheadMs))
/** Whatever kills this process, what was written before is in the file. */
const keep = (entry: object) => appendFileSync(countFile, `${JSON.stringify(entry)}\n`)
const counting = {
  traceSampling: 1,
  onUse: keep,
  logged: ({ message }: { message: string }) => message.includes('"usage":') && keep({ type: 'line', message }),
}
const system = await startSystem({
  clock,
  dataDir,
  webPort: 0,
  awsPort: Number(awsPort),
  env: process.env,
  assembled,
  log: (line) => console.error(line),
  ...(countFile && counting),
})
process.on('SIGTERM', () => void system.close().then(() => process.exit(0)))
process.on('message', (message) => clock.leap(Leap.parse(message).leapMs))
// A soak that ends leaves no system behind.
process.on('disconnect', () => process.exit(1))
process.send?.({ endpoints: system.endpoints } satisfies Ready)
