import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Attribution, attribute } from '../attribute.ts'
import type { BillLine } from '../bill/bill-line.ts'
import type { BillOptions } from '../bill/bill-options.ts'
import { readBill } from '../bill/read-bill.ts'
import { DriverTable } from '../drivers/driver-table.ts'
import { BadRows } from '../files/bad-input.ts'
import { readUsage } from '../usage/read-usage.ts'
import type { Usage } from '../usage/usage.ts'

const DRIVERS = new DriverTable()

export interface Inputs {
  bill: object[]
  usage: object[]
  options?: Partial<BillOptions>
}

/** Writes rows into files, as they come, and reads them back. */
export async function read({ bill, usage, options }: Inputs): Promise<{ lines: BillLine[]; used: Usage }> {
  const directory = mkdtempSync(join(tmpdir(), 'attribution-'))
  try {
    const [billFile, usageFile] = [join(directory, 'bill'), join(directory, 'usage')]
    writeFileSync(billFile, linesOf(bill))
    writeFileSync(usageFile, gzipSync(linesOf(usage)))
    const bad = new BadRows()
    const lines = await readBill(
      [billFile],
      { basis: 'billed', drivers: DRIVERS, resources: new Map(), ...options },
      bad,
    )
    const used = await readUsage([usageFile], lines, bad)
    bad.throwIfAny()
    return { lines, used }
  } finally {
    rmSync(directory, { recursive: true })
  }
}

export async function run(bill: object[], usage: object[], policy?: 'billed' | 'metered'): Promise<Attribution> {
  const { lines, used } = await read({ bill, usage })
  return attribute(lines, used, policy)
}

/** Everything that an attribution says, comparable. */
export const plain = ({ total, unallocated, byTenant, byService }: Attribution) => ({
  total,
  unallocated,
  byTenant: Object.fromEntries(byTenant),
  byTenantService: Object.fromEntries(
    [...byService].flatMap(([service, { tenants }]) =>
      [...tenants].map(([tenant, cost]) => [`${tenant}|${service}`, cost] as const),
    ),
  ),
})

const linesOf = (rows: object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('')
