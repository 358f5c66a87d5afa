import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { writePrivately } from '../system/secrets.ts'

const FILE = 'demo.json'

const Ledger = z.object({
  /** Of every person of the demo: made for this data folder alone. */
  password: z.string(),
  tenants: z.array(
    z.object({
      tenantId: z.string(),
      name: z.string(),
      business: z.string(),
      email: z.string(),
      /** Whether its catalogue and its week of orders are there. */
      stocked: z.boolean(),
    }),
  ),
  /** E-mail addresses of all people that the demo invited. */
  people: z.array(z.string()),
})

/** What the demo made, in the data folder, mode 0600: `--reset` removes this and nothing else. */
export type Ledger = z.infer<typeof Ledger>

export function readLedger(dataDir: string): Ledger | null {
  const file = join(dataDir, FILE)
  return existsSync(file) ? Ledger.parse(JSON.parse(readFileSync(file, 'utf8'))) : null
}

export const writeLedger = (dataDir: string, ledger: Ledger): void => writePrivately(dataDir, FILE, ledger)

export const removeLedger = (dataDir: string): void => rmSync(join(dataDir, FILE), { force: true })
