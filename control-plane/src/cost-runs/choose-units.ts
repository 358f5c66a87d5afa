import { createHash } from 'node:crypto'
import type { Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import type { CostState, UnitState } from '../cost-records/cost-state.ts'
import type { Row } from '../cost-records/inputs.ts'
import {
  dayText,
  hourText,
  isDay,
  monthAfter,
  monthText,
  startOfDay,
  startOfMonth,
  type Unit,
} from '../cost-records/units.ts'
import { usesOfHours } from '../usage-records/hour-state.ts'
import { unitsRunning } from './running-items.ts'

/** A unit that a run is to look through, and what its inputs look like now. */
export const Choice = z.object({ unit: z.string(), looks: z.string() })
export type Choice = z.infer<typeof Choice>

export interface ChoiceServices {
  state: Pick<CostState, 'unitsIn'>
  costs: Pick<Table, 'get' | 'put' | 'query'>
  usage: Pick<Table, 'query'>
}

/** So many months before this one may still change: AWS makes a month's invoice in the days after it, and corrects it for a while. */
const OPEN_MONTHS = 2

export const openMonths = (now: number): string[] =>
  Array.from({ length: OPEN_MONTHS + 1 }, (_, n) => monthText(monthAfter(startOfMonth(now), n - OPEN_MONTHS)))

/** When all open units were last looked through, whatever they looked like. */
const FULL = { pk: 'plan', sk: 'full' }
const Full = z.object({ day: z.string() })

/**
 * The units to look through, oldest first: those whose bill or usage looks otherwise than it did, those whose last run died, and once a day all whose invoice is
 * not there.
 */
export async function chooseUnits(services: ChoiceServices, looksOfBill: Row[], now: number): Promise<Choice[]> {
  const [firstMonth = ''] = openMonths(now)
  const span = { from: Date.parse(`${firstMonth}-01`), to: startOfDay(now) + 86_400_000 }
  const known = new Map((await services.state.unitsIn(span)).map((unit) => [unit.unit, unit]))
  const bills = billsOf(looksOfBill)
  const usage = Map.groupBy(await usesOfHours(services.usage, span), ([hour]) => dayText(hour))
  const isFirstToday = z.parse(z.optional(Full), await services.costs.get(FULL))?.day !== dayText(now)
  const unfinished = new Set(await unitsRunning(services))
  const choices = [...new Set([...bills.keys(), ...known.keys(), ...unfinished])].sort().flatMap((unit): Choice[] => {
    const uses = isDay(unit) ? (usage.get(unit) ?? []).map(([hour, digest]) => `${hourText(hour)} ${digest}`) : []
    const looks = `${short(bills.get(unit) ?? [])}/${short(uses)}`
    const isChosen = unfinished.has(unit) || isWorthIt(known.get(unit), looks, isFirstToday)
    return isChosen ? [{ unit, looks }] : []
  })
  if (isFirstToday) await services.costs.put({ ...FULL, day: dayText(now) })
  return choices
}

/** What was metered later changes nothing of a month that has its invoice; what AWS bills later does. */
function isWorthIt(known: UnitState | undefined, looks: string, isFirstToday: boolean): boolean {
  if (!known) return true
  if (known.closed) return known.looks.split('/')[0] !== looks.split('/')[0]
  return isFirstToday || known.looks !== looks
}

function billsOf(rows: Row[]): Map<Unit, string[]> {
  const bills = new Map<Unit, string[]>()
  for (const row of rows) {
    const { day = '', length } = row
    const unit = length === 'long' ? day.slice(0, 7) : day
    bills.set(unit, [...(bills.get(unit) ?? []), JSON.stringify(row)])
  }
  return bills
}

const short = (texts: string[]): string =>
  createHash('sha256').update(texts.toSorted().join('\n')).digest('base64url').slice(0, 16)
