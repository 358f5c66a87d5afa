import type { ServingView } from '@tenantry/contracts/control-plane-api/usage-schemas.ts'
import { hourOf, MINUTE } from '@tenantry/metering/hours.ts'
import { type ApiOperation, ok } from '@tenantry/toolkit/http.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { publishedHours } from '../usage-records/hour-state.ts'
import { publishedLatest } from '../usage-records/latest.ts'
import { nearQuota } from './near-quota.ts'
import { needOf } from './needs-attention.ts'
import type { QuotaServices } from './quota-use.ts'
import { tenantTimes } from './tenant-times.ts'
import type { AllServices } from './usage-reader.ts'
import { moment, servedIn } from './usage-view.ts'

const WINDOW = 15 * MINUTE
/** How many tenants are named at most. */
const MOST_NAMED = 50

/**
 * How tiers and tenants were served in the last quarter of an hour, and which tenants need attention. Whoever has the console open asks every few seconds, so it
 * reads what was picked when the hours were computed, and no tenant's rows.
 */
export const getServing =
  (services: AllServices & QuotaServices & { system: Pick<System, 'now'> }): ApiOperation =>
  async () => {
    const to = (Math.floor(services.system.now() / MINUTE) + 1) * MINUTE
    const from = to - WINDOW
    const hours = await publishedHours(services.usage, { from: hourOf(from), to })
    const latest = await Promise.all(hours.map((hour) => publishedLatest(services, hour)))
    const isAsked = (row: { from: number }) => row.from >= from && row.from < to
    const tiers = Map.groupBy(latest.flatMap((one) => one.tiers).filter(isAsked), ({ tier }) => tier)
    const times = [...tenantTimes(latest.flatMap((one) => one.tenants).filter(isAsked)).values()]
    const view: ServingView = {
      from: moment(from),
      to: moment(to),
      tiers: [...tiers]
        .map(([tier, own]) => ({ tier, ...servedIn(own, from, to) }))
        .sort((one, other) => (one.tier ?? '').localeCompare(other.tier ?? '', 'en')),
      attention: [...times.flatMap((time) => needOf(time) ?? []), ...(await nearQuota(services, times))]
        .sort((one, other) => other.weight - one.weight)
        .slice(0, MOST_NAMED)
        .map(({ weight: _, ...one }) => one),
    }
    return ok(view)
  }
