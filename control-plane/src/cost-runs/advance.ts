import { HOUR } from '@tenantry/metering/hours.ts'
import { isTransient, TransientError } from '@tenantry/toolkit/transient.ts'
import * as z from 'zod/mini'
import { entryOf, type Row } from '../cost-records/inputs.ts'
import type { Span } from '../cost-records/units.ts'
import type { Queries } from './athena.ts'
import { Choice, type ChoiceServices, chooseUnits, openMonths } from './choose-units.ts'
import { failUnit } from './fail-unit.ts'
import { billQuery, looksQuery, usageQuery } from './queries.ts'
import { runUnit } from './run-unit.ts'
import type { UnitServices } from './unit-services.ts'

/** How far a run is: it looks for units, then works on one after another. Queries are named by their ids. */
export const Progress = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('look') }),
  z.object({ phase: z.literal('choose'), looks: z.string() }),
  z.object({ phase: z.literal('bill'), units: z.array(Choice) }),
  z.object({ phase: z.literal('usage'), units: z.array(Choice), bill: z.string() }),
  z.object({ phase: z.literal('attribute'), units: z.array(Choice), bill: z.string(), usage: z.nullable(z.string()) }),
])
export type Progress = z.infer<typeof Progress>

/** How the state machine goes on. */
export interface Outcome {
  next: 'again' | 'wait' | 'done'
  progress: Progress
}

export interface RunServices extends UnitServices, Omit<ChoiceServices, 'costs' | 'state'> {
  queries: Queries
  /** Tells that a unit could not be attributed. */
  countFailure(): void
}

/** One step of a run. `execution` names the run: a query that is asked for twice is started once. What may pass by itself is thrown as a TransientError. */
export async function advance(services: RunServices, execution: string, progress: Progress): Promise<Outcome> {
  try {
    return await step(services, execution, progress)
  } catch (error) {
    if (isTransient(error)) throw new TransientError(error as Error)
    return skipUnit(services, progress, error as Error)
  }
}

/** A unit that fails holds up no other one; the next run tries it again. */
export async function skipUnit(services: RunServices, progress: Progress, error: Error): Promise<Outcome> {
  services.countFailure()
  if (!('units' in progress)) throw error
  const [failed, ...units] = progress.units
  if (failed) await failUnit(services, failed.unit, error)
  return next(units)
}

const next = (units: Choice[]): Outcome => ({
  next: units.length > 0 ? 'again' : 'done',
  progress: { phase: 'bill', units },
})

async function step(services: RunServices, execution: string, progress: Progress): Promise<Outcome> {
  const { queries, system } = services
  const wait: Outcome = { next: 'wait', progress }
  if (progress.phase === 'look') {
    const looks = await queries.start(looksQuery(openMonths(system.now())), [execution, 'looks'])
    return { next: 'again', progress: { phase: 'choose', looks } }
  }
  if (progress.phase === 'choose') {
    const rows = await queries.rows(progress.looks)
    return rows ? next(await chooseUnits(services, rows, system.now())) : wait
  }
  const { units } = progress
  const [choice, ...others] = units
  if (!choice) return next([])
  if (progress.phase === 'bill') {
    const bill = await queries.start(billQuery(choice.unit), [execution, 'bill', choice.unit])
    return { next: 'again', progress: { phase: 'usage', units, bill } }
  }
  const bill = await queries.rows(progress.bill)
  if (!bill) return wait
  if (progress.phase === 'usage') {
    const span = sharedSpan(bill)
    const usage = span && (await queries.start(usageQuery(span), [execution, 'usage', choice.unit]))
    return { next: 'again', progress: { phase: 'attribute', units, bill: progress.bill, usage } }
  }
  const usage = progress.usage === null ? [] : await queries.rows(progress.usage)
  if (!usage) return wait
  await runUnit(services, choice.unit, { bill, usage, looks: choice.looks })
  return next(others)
}

/** From the first to the last hour in which a line is shared by usage; null where none is. */
function sharedSpan(bill: Row[]): Span | null {
  const lines = bill.map((row) => entryOf({ row }).line).filter(({ driver }) => driver !== null)
  if (lines.length === 0) return null
  const from = Math.min(...lines.map(({ start }) => start / 1_000))
  const to = Math.max(...lines.map(({ end }) => end / 1_000))
  return { from: Math.floor(from / HOUR) * HOUR, to: Math.ceil(to / HOUR) * HOUR }
}
