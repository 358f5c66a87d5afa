import type { TenantUsageView } from '@tenantry/contracts/control-plane-api/usage-schemas.ts'
import type { Tenant } from '../tenants/tenant.ts'

/** A tenant as who bills it knows it. */
export interface Customer extends Pick<Tenant, 'tenantId' | 'name' | 'tier' | 'status' | 'createdAt'> {
  /** Null once the tenant is deleted: what was used is kept for invoices, an address of a person is not. */
  email: string | null
}

/** What a tenant used in a period. */
export interface UsageReport {
  /** The tenant's id. */
  customer: string
  /** A day in UTC: `2026-11-29`. */
  period: string
  /** 1 for the first report of the period; a report with a higher version replaces those before. */
  version: number
  /** The same for a customer, period and version, and with it the same usage. */
  idempotencyKey: string
  /** In the order of service and operation; empty where a correction takes all of it back. */
  usage: TenantUsageView[]
}

/**
 * Who bills tenants: a port, whose adapters must pass the contract in tests/support/billing-contract.ts (docs/guides/billing.md). What throws is
 * tried again, with the same key and content. Reports of one customer and period come one after the other.
 */
export interface BillingProvider {
  /** Makes the customer, or changes it to be so. */
  upsertCustomer(customer: Customer): Promise<void>
  /** Charges a period once, whatever comes twice: the highest version counts, in whatever order versions arrive. */
  reportUsage(report: UsageReport): Promise<void>
}
