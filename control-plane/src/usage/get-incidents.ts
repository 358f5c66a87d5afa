import { IncidentsQuery } from '@tenantry/contracts/control-plane-api/usage-operations.ts'
import type { IncidentsView } from '@tenantry/contracts/control-plane-api/usage-schemas.ts'
import { HOUR, MINUTE } from '@tenantry/metering/hours.ts'
import { type ApiOperation, ok } from '@tenantry/toolkit/http.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import type { TenantRow } from '../usage-records/usage-items.ts'
import { compareTimes } from './compare-times.ts'
import { readSpan, type Span } from './span.ts'
import { tenantTimes } from './tenant-times.ts'
import { type AllServices, allRows } from './usage-reader.ts'
import { isServed, moment } from './usage-view.ts'

const LONGEST = 6 * HOUR
const USUAL = 15 * MINUTE
/** So many hours before the interval's say what is usual. */
const HOURS_BEFORE = 3

/** Which tenants were hurt in an interval, by what, and who may have caused it, compared to the same tenants' hours before. */
export const getIncidents =
  (services: AllServices & { system: Pick<System, 'now'> }): ApiOperation =>
  async ({ query }) => {
    const asked = parse(IncidentsQuery, query)
    const span = readSpan(asked, { longest: LONGEST, usual: USUAL, now: services.system.now() })
    const hour = Math.floor(span.from / HOUR) * HOUR
    const before = { from: hour - HOURS_BEFORE * HOUR, to: hour }
    const [now, usual] = [await servedRows(services, 'minute', span), await servedRows(services, 'hour', before)]
    const scale = (span.to - span.from) / (before.to - before.from)
    const view: IncidentsView = {
      from: moment(span.from),
      to: moment(span.to),
      ...compareTimes(tenantTimes(now), tenantTimes(usual), scale),
    }
    return ok(view)
  }

async function servedRows(services: AllServices, by: 'minute' | 'hour', span: Span): Promise<TenantRow[]> {
  const rows: TenantRow[] = []
  for await (const portion of allRows(services, by, span)) rows.push(...portion.filter(isServed))
  return rows
}
