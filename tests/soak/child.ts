// The process that the soak kills: what `npm start` runs, on an assembly that the soak chooses.
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { startSystem } from '@tenantry/cli/system/system.ts'
import * as z from 'zod'

/** What the child says to the soak once everything serves. */
export interface Ready {
  endpoints: Endpoints
}

const [dataDir = '', awsPort = '', assembled = ''] = process.argv.slice(2)
z.string().min(1).parse(assembled)

const system = await startSystem({
  dataDir,
  webPort: 0,
  awsPort: Number(awsPort),
  env: process.env,
  assembled,
  log: (line) => console.error(line),
})
process.on('SIGTERM', () => void system.close().then(() => process.exit(0)))
// A soak that ends leaves no system behind.
process.on('disconnect', () => process.exit(1))
process.send?.({ endpoints: system.endpoints } satisfies Ready)
