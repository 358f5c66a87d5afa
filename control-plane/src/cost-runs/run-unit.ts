import { createHash } from 'node:crypto'
import { DAY } from '@tenantry/metering/hours.ts'
import { exclusively, Locked } from '@tenantry/toolkit/lock.ts'
import { rowText } from '../cost-records/cost-rows.ts'
import { type BillRow, entryOf, type Row } from '../cost-records/inputs.ts'
import { spanOf, type Unit } from '../cost-records/units.ts'
import { attributeUnit } from './attribute-unit.ts'
import { publishUnit } from './publish-unit.ts'
import { settleInterrupted } from './running-items.ts'
import { siloOwners } from './silo-owners.ts'
import type { UnitServices } from './unit-services.ts'

export interface UnitInputs {
  bill: Row[]
  usage: Row[]
  /** What they looked like when the run was decided on. */
  looks: string
}

/** Longer than the function runs. */
const LEASE_MS = 330_000
/** Grows when the same inputs are attributed otherwise than before. */
const RULES = 1

/**
 * Attributes a unit, and makes the result count in place of the one before. It may end after any call and be repeated: inputs that were attributed already are
 * recognized, and nothing is written. Where another run is at work on the unit, that one or the next will have seen all that there is.
 */
export async function runUnit(services: UnitServices, unit: Unit, inputs: UnitInputs): Promise<void> {
  const { costs, system } = services
  const lock = { table: costs, key: { pk: `lock#${unit}`, sk: 'lock' }, system, leaseMs: LEASE_MS }
  let isHeld = false
  try {
    await exclusively(lock, (assertHeld) => {
      isHeld = true
      return run(services, { unit, inputs, assertHeld })
    })
  } catch (error) {
    if (!(error instanceof Locked) || isHeld) throw error
  }
}

async function run(
  services: UnitServices,
  { unit, inputs, assertHeld }: { unit: Unit; inputs: UnitInputs; assertHeld: () => void },
): Promise<void> {
  const { state, logger } = services
  const before = await state.unit(unit)
  await settleInterrupted(services, unit, before)
  // Athena's answers are in no order.
  const used = inputs.usage.toSorted((a, b) => ((a.id ?? '') < (b.id ?? '') ? -1 : 1))
  const owners = await siloOwners(services, new Set(inputs.bill.flatMap(({ resource }) => resource || [])))
  const bill = inputs.bill.map((row): BillRow => {
    const owner = row.resource ? owners.ownerOf(row.resource) : undefined
    return { row, ...(owner !== undefined && { owner }) }
  })
  const digest = digestOf(bill, used)
  if (before?.digest === digest) {
    if (before.looks !== inputs.looks) await state.publish({ ...before, looks: inputs.looks }, before)
    return
  }
  if (before === null && bill.length === 0) return
  const lines = bill.map((row) => entryOf(row).line)
  const attributed = attributeUnit(lines, used, owners.tiers)
  const closed = bill.length > 0 && bill.every(({ row }) => row.invoice)
  const stored = {
    bill: bill.map((row) => `${rowText(row)}\n`).join(''),
    usage: used.map((row) => `${rowText(row)}\n`).join(''),
  }
  const known = { digest, looks: inputs.looks, closed }
  const version = await publishUnit(services, { unit, before, known, stored, attributed, assertHeld })
  services.measure(attributed, { isSettled: spanOf(unit).to + DAY <= services.system.now() })
  logger.info('costs attributed', { unit, version, lines: lines.length })
}

/** Ids of lines are others in each delivery of a bill, and their order is nobody's. */
function digestOf(bill: BillRow[], usage: Row[]): string {
  const lines = bill.map(({ row: { line_id: _, ...row }, owner }) => JSON.stringify([Object.entries(row), owner]))
  const hash = createHash('sha256').update(`${RULES}\n`)
  for (const line of lines.sort()) hash.update(`${line}\n`)
  for (const row of usage) hash.update(`${JSON.stringify(row)}\n`)
  return hash.digest('base64url')
}
