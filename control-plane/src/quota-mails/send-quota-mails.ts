import { HOUR, hourOf } from '@tenantry/metering/hours.ts'
import { unlessAtWork } from '@tenantry/toolkit/lock.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import type { Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import { publishedHours } from '../usage-records/hour-state.ts'
import { type PublishedServices, publishedRows } from '../usage-records/published-rows.ts'
import { notifyTenant, type TenantServices } from './notify-tenant.ts'

export interface Services extends TenantServices, PublishedServices {
  usage: Pick<Table, 'get' | 'put' | 'delete' | 'query'>
  system: Pick<System, 'now' | 'uuid'>
}

/** Whoever has done something in so many hours may have passed a threshold. */
const HOURS = 3
const AT_ONCE = 10
const PAGE = 50
/** Longer than the function runs. */
const LEASE_MS = 150_000
const RUNS = 'quota-mails'
const Progress = z.optional(z.object({ after: z.string() }))

/**
 * Looks at the quotas of tenants that did something lately, as far as there is time; the next run begins with those that are left. Throws, at the end,
 * when some could not be told.
 */
export async function sendQuotaMails(services: Services, hasTime: () => boolean): Promise<void> {
  const { usage, system } = services
  const lock = { table: usage, key: { pk: RUNS, sk: 'lock' }, system, leaseMs: LEASE_MS }
  await unlessAtWork(lock, (assertHeld) => lookAtQuotas(services, hasTime, assertHeld))
}

async function lookAtQuotas(services: Services, hasTime: () => boolean, assertHeld: () => void): Promise<void> {
  const key = { pk: RUNS, sk: 'progress' }
  const { after } = z.parse(Progress, await services.usage.get(key)) ?? { after: '' }
  const left = (await activeTenants(services)).filter((tenantId) => tenantId > after)
  const failures: unknown[] = []
  for (let at = 0; at < left.length; at += PAGE) {
    if (!hasTime()) break
    const page = left.slice(at, at + PAGE)
    const rest = page.values()
    const work = async () => {
      for (const tenantId of rest) {
        assertHeld()
        await notifyTenant(services, tenantId).catch((error) => failures.push(error))
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    await services.usage.put({ ...key, after: at + PAGE < left.length ? (page.at(-1) ?? '') : '' })
  }
  if (left.length === 0 && after !== '') await services.usage.put({ ...key, after: '' })
  if (failures.length > 0) throw failures[0]
}

async function activeTenants(services: Services): Promise<string[]> {
  const now = services.system.now()
  const tenants = new Set<string>()
  for (const hour of await publishedHours(services.usage, { from: hourOf(now) - (HOURS - 1) * HOUR, to: now + 1 })) {
    for (const { tenantId } of await publishedRows(services, hour, 'hours'))
      if (tenantId !== null) tenants.add(tenantId)
  }
  return [...tenants].sort()
}
