import type { Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import { queryItems } from '../usage-records/query-items.ts'
import { CostTotal, rowText } from './cost-rows.ts'
import { monthText, type Span, spanOf, type Unit } from './units.ts'

/** What counts of a unit. */
export const UnitState = z.object({
  unit: z.string(),
  version: z.int(),
  /** Of the inputs that it was made from. */
  digest: z.string(),
  /** What the bill and the hours of usage looked like before their rows were read: whether a run is worth it. */
  looks: z.string(),
  /** Tenants' items of a version are in one of two places, in turn. */
  slot: z.union([z.literal(0), z.literal(1)]),
  /** Whether every line has the id of its invoice: nothing changes any more. */
  closed: z.boolean(),
  /** Hours in which lines begin. */
  hours: z.array(z.string()),
  /** The version before, whose objects are still there, and its hours. */
  previous: z.nullable(z.object({ version: z.int(), hours: z.array(z.string()) })),
  /** By day and service. */
  days: z.array(CostTotal),
})
export type UnitState = z.infer<typeof UnitState>

const UNITS = 'units'
const Counter = z.object({ runs: z.int() })

export interface CostState {
  unit(unit: Unit): Promise<UnitState | null>
  /** Units that have lines which begin in a span, in their order. */
  unitsIn(span: Span): Promise<UnitState[]>
  /** Makes a version count in place of the one before; throws ConditionFailed if another one counts meanwhile. */
  publish(state: UnitState, before: UnitState | null): Promise<void>
  /** A number larger than that of any run before. */
  nextVersion(): Promise<number>
}

export function costState(costs: Pick<Table, 'get' | 'put' | 'update' | 'query'>): CostState {
  return {
    async unit(unit) {
      const item = await costs.get({ pk: UNITS, sk: unit })
      return item ? z.parse(UnitState, item) : null
    },
    async unitsIn({ from, to }) {
      // The unit of a month stands before those of its days.
      const keys = { pk: UNITS, first: monthText(from), last: new Date(to).toISOString().slice(0, 10) }
      const items = await queryItems(costs, keys)
      return items
        .map((item) => z.parse(UnitState, item))
        .filter(({ unit }) => spanOf(unit).from < to && spanOf(unit).to > from)
    },
    async publish(state, before) {
      const item = JSON.parse(rowText(state))
      const condition = before
        ? { condition: '#version = :before', values: { ':before': before.version }, names: { '#version': 'version' } }
        : { condition: 'attribute_not_exists(pk)' }
      await costs.put({ pk: UNITS, sk: state.unit, ...item }, condition)
    },
    async nextVersion() {
      const key = { pk: 'counter', sk: 'runs' }
      return z.parse(Counter, await costs.update(key, { update: 'ADD runs :one', values: { ':one': 1 } })).runs
    },
  }
}
