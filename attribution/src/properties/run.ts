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
import type { Policy } from '../share/group-parts.ts'
import { readUsage } from '../usage/read-usage.ts'
import type { Usage } from '../usage/usage.ts'

const DRIVERS = new DriverTable()

/** Writes bill lines into a file, as they come, and reads them back. */
export const linesOf = (bill: object[], options?: Partial<BillOptions>): Promise<BillLine[]> =>
  withFile(bill, (file, bad) =>
    readBill([file], { basis: 'billed', drivers: DRIVERS, resources: new Map(), ...options }, bad),
  )

/** The same for usage records. */
export const usageOf = (usage: object[], lines: BillLine[]): Promise<Usage> =>
  withFile(usage, (file, bad) => readUsage([file], lines, bad))

export async function run(bill: object[], usage: object[], policy?: Policy): Promise<Attribution> {
  const lines = await linesOf(bill)
  return attribute(lines, await usageOf(usage, lines), policy)
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

async function withFile<Result>(
  rows: object[],
  read: (file: string, bad: BadRows) => Promise<Result>,
): Promise<Result> {
  const directory = mkdtempSync(join(tmpdir(), 'attribution-'))
  try {
    const file = join(directory, 'rows')
    writeFileSync(file, gzipSync(rows.map((row) => `${JSON.stringify(row)}\n`).join('')))
    const bad = new BadRows()
    const result = await read(file, bad)
    bad.throwIfAny()
    return result
  } finally {
    rmSync(directory, { recursive: true })
  }
}
