import { createHash } from 'node:crypto'
import type { TenantUsageView } from '@tenantry/contracts/control-plane-api/usage-schemas.ts'
import { DAY, HOUR } from '@tenantry/metering/hours.ts'
import { mergeRows } from '@tenantry/metering/usage-row.ts'
import type { Logger } from '@tenantry/toolkit/logger.ts'
import type { Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import type { Tenant } from '../tenants/tenant.ts'
import type { TenantReader } from '../tenants/tenant-reader.ts'
import { tenantUsageView } from '../usage/usage-view.ts'
import { queryItems } from '../usage-records/query-items.ts'
import { timeText, UsageItem, usageKey } from '../usage-records/usage-items.ts'
import type { BillingProvider, Customer } from './billing-provider.ts'
import type { BillingStore, Report } from './billing-store.ts'

export interface TenantServices {
  usage: Pick<Table, 'query'>
  tenants: Pick<TenantReader, 'tenant'>
  store: BillingStore
  provider: BillingProvider
  logger: Pick<Logger, 'info' | 'warn'>
}

/**
 * Reports what a tenant used in a day, unless that was reported already. What differs from the last report is a correction under the next version;
 * so is what may differ from one that was cut off, for nobody knows whether it arrived.
 */
export async function reportTenant(
  services: TenantServices,
  { day, tenantId, last }: { day: number; tenantId: string; last: Report | undefined },
): Promise<void> {
  const { store, provider, tenants, logger } = services
  const usage = await usageOf(services.usage, tenantId, day)
  const digest = digestOf(usage)
  if (last ? last.isSent && last.digest === digest : usage.length === 0) return
  const period = timeText('day', day)
  const tenant = await tenants.tenant(tenantId)
  if (!tenant) return logger.warn('usage of an unknown tenant is not billed', { tenantId, period })
  await upsertCustomer(services, tenant)
  const version = last ? last.version + (last.digest === digest ? 0 : 1) : 1
  await store.keepReport(day, tenantId, { version, digest, isSent: false })
  const idempotencyKey = `${tenantId}/${period}/${version}`
  await provider.reportUsage({ customer: tenantId, period, version, idempotencyKey, usage })
  await store.keepReport(day, tenantId, { version, digest, isSent: true })
  if (version > 1) logger.info('the usage of a day was corrected', { tenantId, period, version })
}

/** From the hours, which are written before their computation counts; the day's own item follows later. */
async function usageOf(usage: Pick<Table, 'query'>, tenantId: string, day: number): Promise<TenantUsageView[]> {
  const keys = { first: usageKey('hour', day), last: usageKey('hour', day + DAY - HOUR) }
  const items = await queryItems(usage, { pk: tenantId, ...keys })
  const rows = mergeRows(items.flatMap((item) => z.parse(UsageItem, item).rows))
  return rows.map((row) => tenantUsageView({ ...row, tenantId, from: day }, 'day'))
}

async function upsertCustomer({ store, provider }: TenantServices, tenant: Tenant): Promise<void> {
  const { tenantId, name, adminEmail, tier, status, createdAt } = tenant
  const email = status === 'deleted' ? null : adminEmail
  const customer: Customer = { tenantId, name, email, tier, status, createdAt }
  const digest = digestOf(customer)
  if ((await store.customerDigest(tenantId)) === digest) return
  await provider.upsertCustomer(customer)
  await store.keepCustomer(tenantId, digest)
}

const digestOf = (content: object): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 22)
