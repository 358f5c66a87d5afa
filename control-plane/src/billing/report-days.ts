import { DAY, HOUR } from '@tenantry/metering/hours.ts'
import { unlessAtWork } from '@tenantry/toolkit/lock.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import type { Table } from '@tenantry/toolkit/table.ts'
import { publishedGenerations } from '../usage-records/hour-state.ts'
import { RUNS } from './billing-store.ts'
import { type DayServices, reportDay } from './report-day.ts'

export interface Services extends DayServices {
  usage: Pick<Table, 'get' | 'put' | 'delete' | 'query'>
  system: Pick<System, 'now' | 'uuid'>
}

/** A day is settled so long after its end: what is later is a correction. */
const SETTLED = 3 * HOUR
/** For so long files of a day may be late. They are kept longer. */
const CORRECTED = 60 * DAY
/** Longer than the function runs. */
const LEASE_MS = 150_000

/**
 * Reports closed days of all tenants, the oldest first, as far as there is time; the next run goes on. Days whose hours were computed again since are
 * looked through again. Throws when some report failed, after the other days: that day is tried again.
 */
export async function reportDays(services: Services, hasTime: () => boolean): Promise<void> {
  const { usage, system } = services
  const lock = { table: usage, key: { pk: RUNS, sk: 'lock' }, system, leaseMs: LEASE_MS }
  await unlessAtWork(lock, async (assertHeld) => {
    const failures: unknown[] = []
    for (const [day, hours] of await settledDays(services)) {
      if (!hasTime()) break
      await reportDay(services, { day, hours, hasTime, assertHeld }).catch((error) => failures.push(error))
      assertHeld()
    }
    if (failures.length > 0) throw failures[0]
  })
}

/** Days in which anything happened, each with the computations of its hours. */
async function settledDays({ usage, system }: Services): Promise<Map<number, [hour: number, generation: number][]>> {
  const end = Math.floor((system.now() - SETTLED) / DAY) * DAY
  const hours = await publishedGenerations(usage, { from: end - CORRECTED, to: end })
  return Map.groupBy(hours, ([hour]) => Math.floor(hour / DAY) * DAY)
}
