import { HOUR } from '@tenantry/metering/hours.ts'
import type { Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import type { CostObject } from '../cost-records/cost-objects.ts'
import type { UnitState } from '../cost-records/cost-state.ts'
import { hourText, isDay, spanOf, type Unit } from '../cost-records/units.ts'
import { queryItems } from '../usage-records/query-items.ts'
import type { UnitServices } from './unit-services.ts'

/** Which version of a unit is being written. It is there from before the first write until after the last one. */
const runningKey = (unit: Unit) => ({ pk: 'running', sk: unit })
const Running = z.object({ version: z.int() })

type Services = Pick<UnitServices, 'costs' | 'records' | 'objects' | 'system'>

export const startRunning = ({ costs }: Services, unit: Unit, version: number): Promise<void> =>
  costs.put({ ...runningKey(unit), version })

export async function endRunning({ costs }: Services, unit: Unit): Promise<void> {
  await costs.delete(runningKey(unit))
}

export async function runningVersion({ costs }: Services, unit: Unit): Promise<number | null> {
  return z.parse(z.optional(Running), await costs.get(runningKey(unit)))?.version ?? null
}

/** Units of which a version is being written, or was by a run that died. */
export async function unitsRunning({ costs }: { costs: Pick<Table, 'query'> }): Promise<Unit[]> {
  const items = await queryItems(costs, { pk: 'running', first: '0', last: '9~' })
  return items.map(({ sk }) => String(sk))
}

/** Says of a run that died how it ended, and deletes what it wrote unless that counts. */
export async function settleInterrupted(services: Services, unit: Unit, before: UnitState | null): Promise<void> {
  const version = await runningVersion(services, unit)
  if (version === null) return
  const { records, objects, system } = services
  const record = await records.find(version)
  const endedAt = new Date(system.now()).toISOString()
  const isPublished = before?.version === version
  if (record)
    await records.put(
      isPublished
        ? { ...record, endedAt, status: 'done' }
        : { ...record, endedAt, status: 'failed', error: 'It was interrupted; another run has taken its place.' },
    )
  if (!isPublished) await objects.delete(unit, version, objectsOf(unit))
  await endRunning(services, unit)
}

/** All that a version of a unit may have. */
function objectsOf(unit: Unit): CostObject[] {
  const { from, to } = spanOf(unit)
  const hours = Array.from({ length: isDay(unit) ? (to - from) / HOUR : 0 }, (_, n) => hourText(from + n * HOUR))
  return ['bill', 'usage', 'days', 'totals', ...hours.map((hour) => `hours/${hour}` as const)]
}
