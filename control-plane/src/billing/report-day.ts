import type { Table } from '@tenantry/toolkit/table.ts'
import { type PublishedServices, publishedRows } from '../usage-records/published-rows.ts'
import { timeText } from '../usage-records/usage-items.ts'
import type { Report } from './billing-store.ts'
import { reportTenant, type TenantServices } from './report-tenant.ts'

export interface DayServices extends TenantServices, PublishedServices {
  usage: Pick<Table, 'get' | 'query'>
}

export interface Day {
  day: number
  /** Those in which anything happened, and which computation of each counts. */
  hours: [hour: number, generation: number][]
  hasTime: () => boolean
  assertHeld: () => void
}

/** How many tenants are reported between two notes of how far it is, and how many at once. */
const PAGE = 50
const AT_ONCE = 10

/** Reports a day of all tenants, or as many as there is time for. A tenant whose report fails does not hold up the others; throws at the end then. */
export async function reportDay(services: DayServices, { day, hours, hasTime, assertHeld }: Day): Promise<void> {
  const { store } = services
  const computations = hours.map(([hour, generation]) => `${timeText('hour', hour)}/${generation}`).join(' ')
  const known = await store.progress(day)
  const begun = known?.computations === computations ? known : null
  if (begun?.isDone) return
  let progress = begun ?? { computations, after: null, hasFailures: false, isDone: false }

  const reports = await store.reportsOf(day)
  const left = (await tenantsOf(services, hours, reports)).filter((id) => id > (progress.after ?? ''))
  for (let at = 0; at < left.length; at += PAGE) {
    if (!hasTime()) return
    const page = left.slice(at, at + PAGE)
    const failed = await reportPage(services, { day, page, reports }, assertHeld)
    assertHeld()
    progress = { ...progress, after: page.at(-1) ?? null, hasFailures: progress.hasFailures || failed }
    await store.keepProgress(day, progress)
  }
  const { hasFailures } = progress
  await store.keepProgress(day, { computations, after: null, hasFailures: false, isDone: !hasFailures })
  if (hasFailures) throw new Error(`Some usage of ${timeText('day', day)} was not reported`)
}

/** Those who used anything, and those of whom it was reported that they did. */
async function tenantsOf(
  services: PublishedServices,
  hours: Day['hours'],
  reports: ReadonlyMap<string, Report>,
): Promise<string[]> {
  const tenants = new Set(reports.keys())
  for (const [hour] of hours) {
    for (const { tenantId } of await publishedRows(services, hour, 'hours'))
      if (tenantId !== null) tenants.add(tenantId)
  }
  return [...tenants].sort()
}

/** Answers whether some failed. When all of a whole page did, it is not about tenants: it throws, and nobody else is tried. */
async function reportPage(
  services: DayServices,
  { day, page, reports }: { day: number; page: string[]; reports: ReadonlyMap<string, Report> },
  assertHeld: () => void,
): Promise<boolean> {
  const failures: Error[] = []
  const left = page.values()
  const work = async () => {
    for (const tenantId of left) {
      assertHeld()
      try {
        await reportTenant(services, { day, tenantId, last: reports.get(tenantId) })
      } catch (error) {
        failures.push(error as Error)
        services.logger.warn('usage was not reported', { tenantId, error: error as Error })
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  const [first] = failures
  if (first && failures.length === PAGE) throw first
  return failures.length > 0
}
