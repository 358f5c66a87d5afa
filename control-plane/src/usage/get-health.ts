import { HealthQuery } from '@tenantry/contracts/control-plane-api/usage-operations.ts'
import type { HealthView, HealthWindow } from '@tenantry/contracts/control-plane-api/usage-schemas.ts'
import type { AccountUsage } from '@tenantry/contracts/tenant-account.ts'
import type { UsageInterval } from '@tenantry/contracts/usage.ts'
import { DAY, HOUR, MINUTE } from '@tenantry/metering/hours.ts'
import { type ApiOperation, ok } from '@tenantry/toolkit/http.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
import { findTenant } from '../tenant-management/find-tenant.ts'
import type { Tenant } from '../tenants/tenant.ts'
import type { Services as ListServices } from './list-usage.ts'
import { tenantRows } from './usage-reader.ts'
import { isServed, servedIn } from './usage-view.ts'

interface Services extends Omit<ListServices, 'cursors'> {
  /** What a tenant has used of its quota; null while it cannot be told. */
  quotaOf(tenant: Tenant): Promise<AccountUsage | null>
}

/** How long a window is, what its items are, and how long a point of its course. */
const WINDOWS: Record<HealthWindow, { length: number; by: UsageInterval; point: number }> = {
  '1h': { length: HOUR, by: 'minute', point: MINUTE },
  '24h': { length: DAY, by: 'minute', point: 15 * MINUTE },
  '7d': { length: 7 * DAY, by: 'hour', point: HOUR },
}

/** How a tenant was served lately. The minute, or hour, that is running is part of it. */
export const getHealth =
  (services: Services): ApiOperation =>
  async (request) => {
    const { window = '1h' } = parse(HealthQuery, request.query)
    const tenant = await findTenant(services.tenants, request)
    const { length, by, point } = WINDOWS[window]
    const to = (Math.floor(services.system.now() / point) + 1) * point
    const span = { from: to - length, to }
    const [rows, quota] = await Promise.all([
      tenantRows(services.usage, tenant.tenantId, by, span),
      services.quotaOf(tenant),
    ])
    const served = rows.filter(isServed)
    const points = Map.groupBy(served, ({ from }) => Math.floor(from / point) * point)
    const view: HealthView = {
      window,
      total: servedIn(served, span.from, to),
      points: [...points].map(([from, own]) => servedIn(own, from, from + point)),
      quota: quota && { used: quota.used, quota: quota.quota, resetsAt: quota.resetsAt },
    }
    return ok(view)
  }
