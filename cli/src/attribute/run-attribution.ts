import { attribute } from '@tenantry/attribution/attribute.ts'
import { readBill } from '@tenantry/attribution/bill/read-bill.ts'
import { BadInput, BadRows } from '@tenantry/attribution/files/bad-input.ts'
import { spread } from '@tenantry/attribution/spread.ts'
import { readUsage } from '@tenantry/attribution/usage/read-usage.ts'
import { distinctFiles } from './distinct-files.ts'
import { jsonOf } from './json-of.ts'
import type { AttributeOptions } from './options.ts'
import { showProgress } from './progress.ts'
import { readDrivers, readResources, readSpreadRule } from './side-files.ts'
import { tableOf } from './table-of.ts'

/** Reads everything, and prints only when all of it was good. */
export async function runAttribution(options: AttributeOptions): Promise<number> {
  try {
    const [bill, usage] = [distinctFiles(options.bill), distinctFiles(options.usage)]
    const drivers = await readDrivers(options.drivers)
    const resources = await readResources(options.resources)
    const rule = await readSpreadRule(options.spread)
    const attribution = attribute(
      ...(await read(bill, usage, { basis: options.basis, drivers, resources })),
      options.policy,
    )
    const shared = rule && spread(attribution, rule)
    console.log(options.json ? jsonOf(attribution, shared) : tableOf(attribution, shared))
    return 0
  } catch (error) {
    if (!(error instanceof BadInput)) throw error
    console.error(`${error.message}\nNothing was attributed.`)
    return 1
  }
}

async function read(bill: string[], usage: string[], options: Parameters<typeof readBill>[1]) {
  using progress = showProgress(process.stderr, [...bill, ...usage])
  const bad = new BadRows()
  const lines = await readBill(bill, options, bad, progress.add)
  const used = await readUsage(usage, lines, bad, progress.add)
  bad.throwIfAny()
  return [lines, used] as const
}
