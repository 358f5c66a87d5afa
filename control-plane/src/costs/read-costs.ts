import type { CostCause, CostInterval } from '@tenantry/contracts/control-plane-api/cost-schemas.ts'
import * as z from 'zod/mini'
import type { CostObject, CostObjects } from '../cost-records/cost-objects.ts'
import { CostRow, CostTotal, DayRows, type TenantCost } from '../cost-records/cost-rows.ts'
import type { CostState, UnitState } from '../cost-records/cost-state.ts'
import { sumTotals } from '../cost-records/sum-totals.ts'
import type { TenantCosts } from '../cost-records/tenant-costs.ts'
import { hourText, type Span, timeOfHour } from '../cost-records/units.ts'
import { startOf } from './intervals.ts'

export interface ReadServices {
  state: Pick<CostState, 'unit' | 'unitsIn'>
  objects: Pick<CostObjects, 'get'>
  tenantCosts: Pick<TenantCosts, 'read'>
}

/** What a tenant bears of a service in an interval; or what nobody does, and why. */
export interface CostItem {
  from: number
  service: string
  tenantId: string | null
  tier: string | null
  cause: CostCause | null
  cost: bigint
}

const READS = 3
const HourRows = z.array(CostRow)
const Totals = z.array(CostTotal)

/** An object of the version of a unit that counts; null for one that has expired. */
export async function readObjectOf({ state, objects }: ReadServices, unit: UnitState, object: CostObject) {
  let { version } = unit
  for (let read = 0; read < READS; read++) {
    const text = await objects.get(unit.unit, version, object)
    if (text !== null) return text
    // A version later than the next one deletes the objects.
    const now = await state.unit(unit.unit)
    if (!now || now.version === version) return null
    version = now.version
  }
  return null
}

export async function readDays(services: ReadServices, unit: UnitState): Promise<DayRows> {
  const text = await readObjectOf(services, unit, 'days')
  return text === null ? { costs: [], uses: [] } : z.parse(DayRows, JSON.parse(text))
}

const within =
  ({ from, to }: Span) =>
  (row: { from: number }): boolean =>
    row.from >= from && row.from < to

/** What intervals of a span cost by service, in the order of time and service. */
export async function readTotals(
  services: ReadServices,
  by: CostInterval,
  span: Span,
  units: UnitState[],
): Promise<CostTotal[]> {
  const rows =
    by === 'hour'
      ? (await Promise.all(units.map((unit) => hourTotals(services, unit)))).flat()
      : units.flatMap(({ days }) => days)
  return sumTotals(rows.filter(within(span)).map((row) => ({ ...row, from: startOf(by, row.from) })))
}

async function hourTotals(services: ReadServices, unit: UnitState): Promise<CostTotal[]> {
  const text = await readObjectOf(services, unit, 'totals')
  return text === null ? [] : z.parse(Totals, JSON.parse(text))
}

/** What all tenants bear, an interval after the other from `first` on: whoever has enough reads no further. */
export async function* readCosts(
  services: ReadServices,
  by: CostInterval,
  span: Span,
  units: UnitState[],
): AsyncGenerator<CostItem[]> {
  if (by === 'hour') {
    const hours = new Set(units.flatMap((unit) => unit.hours.map(timeOfHour)).filter((from) => within(span)({ from })))
    for (const hour of [...hours].sort((a, b) => a - b)) {
      const own = units.filter((unit) => unit.hours.includes(hourText(hour)))
      const texts = await Promise.all(own.map((unit) => readObjectOf(services, unit, `hours/${hourText(hour)}`)))
      yield itemsOf(
        by,
        texts.flatMap((text) => (text === null ? [] : z.parse(HourRows, JSON.parse(text)))),
      )
    }
    return
  }
  const days = units.flatMap((unit) => unit.days.map(({ from }) => ({ from, unit }))).filter(within(span))
  const intervals = Map.groupBy(days, ({ from }) => startOf(by, from))
  // The unit of a month has lines on some of its days.
  const read = new Map<UnitState, Promise<DayRows>>()
  for (const [start, own] of [...intervals].sort(([a], [b]) => a - b)) {
    const rows: CostRow[] = []
    for (const unit of new Set(own.map((one) => one.unit))) {
      const all = read.get(unit) ?? readDays(services, unit)
      if (unit.unit.length === 7) read.set(unit, all)
      rows.push(...(await all).costs.filter(({ from }) => startOf(by, from) === start).filter(within(span)))
    }
    yield itemsOf(by, rows)
  }
}

/** What one tenant bears, by days or months. */
export function itemsOfTenant(by: CostInterval, span: Span, tenantId: string, costs: TenantCost[]): CostItem[] {
  const rows = costs.filter(within(span)).map(({ tier, cost, ...row }) => ({
    ...row,
    tenants: [[tenantId, tier, cost] as [string, string | null, bigint]],
  }))
  return itemsOf(by, rows)
}

/** Rows of one interval, or of several, of all drivers of a service together. Whoever had two tiers in an interval has the last one. */
function itemsOf(by: CostInterval, rows: Pick<CostRow, 'from' | 'service' | 'tenants'>[]): CostItem[] {
  const items = new Map<string, CostItem & { last: number }>()
  for (const row of rows) {
    for (const [tenantId, tier, cost] of row.tenants) {
      const from = startOf(by, row.from)
      const key = `${from} ${row.service} ${tenantId}`
      const item = items.get(key)
      if (!item) {
        items.set(key, { from, service: row.service, tenantId, tier, cause: null, cost, last: row.from })
        continue
      }
      item.cost += cost
      if (row.from < item.last) continue
      item.tier = tier ?? item.tier
      item.last = row.from
    }
  }
  return [...items.values()]
    .filter(({ cost }) => cost !== 0n)
    .map(({ last: _, ...item }) => item)
    .sort(inOrder)
}

/** By time, service and tenant; what is nobody's comes last. */
export const inOrder = (one: Place, other: Place): number =>
  one.from - other.from || compare(one.service, other.service) || compare(nameOf(one), nameOf(other))

export type Place = Pick<CostItem, 'from' | 'service' | 'tenantId' | 'cause'>
const nameOf = ({ tenantId, cause }: Place): string => tenantId ?? `~${cause}`
const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
