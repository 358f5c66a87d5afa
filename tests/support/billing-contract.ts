import type { BillingProvider, Customer, UsageReport } from '@tenantry/control-plane/billing/billing-provider.ts'
import { noSums } from '@tenantry/metering/sums.ts'
import { expect, test } from 'vitest'

/** A provider, and what its invoices would be made from. */
export interface OpenProvider {
  provider: BillingProvider
  /** Requests that are charged; null for a period of which nothing was reported. */
  chargedRequests(customer: string, period: string): Promise<number | null>
  customerName(tenantId: string): Promise<string | null>
}

const customer: Customer = {
  tenantId: 'acme00000000',
  name: 'Acme',
  email: 'ada@acme.example',
  tier: 'Basic',
  status: 'active',
  createdAt: '2026-11-01T00:00:00.000Z',
}

const report = (version: number, requests: number | null, fields: Partial<UsageReport> = {}): UsageReport => ({
  customer: 'acme00000000',
  period: '2026-11-28',
  version,
  idempotencyKey: `acme00000000/2026-11-28/${version}`,
  usage: requests === null ? [] : [row(requests)],
  ...fields,
})

const row = (requests: number): UsageReport['usage'][number] => ({
  tenantId: 'acme00000000',
  from: '2026-11-28T00:00:00.000Z',
  to: '2026-11-29T00:00:00.000Z',
  service: 'things',
  operation: 'listThings',
  ...noSums(),
  requests,
  p50Ms: null,
  p95Ms: null,
  p99Ms: null,
})

/** What every adapter of a billing provider must do. */
export function billingContract(open: () => Promise<OpenProvider>): void {
  test('a customer is made once, and changed by its id', async () => {
    const { provider, customerName } = await open()
    expect(await customerName('acme00000000')).toBeNull()
    await provider.upsertCustomer(customer)
    await provider.upsertCustomer(customer)
    expect(await customerName('acme00000000')).toBe('Acme')
    await provider.upsertCustomer({ ...customer, name: 'Acme Works' })
    expect(await customerName('acme00000000')).toBe('Acme Works')
    await provider.upsertCustomer({ ...customer, name: 'Acme Works', status: 'deleted', email: null })
    expect(await customerName('acme00000000')).toBe('Acme Works')
  })

  test('a report that comes twice is charged once', async () => {
    const { provider, chargedRequests } = await open()
    await provider.upsertCustomer(customer)
    expect(await chargedRequests('acme00000000', '2026-11-28')).toBeNull()
    await provider.reportUsage(report(1, 7))
    await provider.reportUsage(report(1, 7))
    expect(await chargedRequests('acme00000000', '2026-11-28')).toBe(7)
  })

  test('a correction replaces what was reported before, and is not replaced by it', async () => {
    const { provider, chargedRequests } = await open()
    await provider.upsertCustomer(customer)
    await provider.reportUsage(report(1, 7))
    await provider.reportUsage(report(3, 9))
    await provider.reportUsage(report(1, 7))
    await provider.reportUsage(report(2, 8))
    expect(await chargedRequests('acme00000000', '2026-11-28')).toBe(9)
    await provider.reportUsage(report(4, null))
    expect(await chargedRequests('acme00000000', '2026-11-28')).toBe(0)
  })

  test('periods and customers are charged each for itself', async () => {
    const { provider, chargedRequests } = await open()
    await provider.upsertCustomer(customer)
    await provider.upsertCustomer({ ...customer, tenantId: 'globex000000', name: 'Globex' })
    await provider.reportUsage(report(1, 7))
    await provider.reportUsage(report(1, 5, { period: '2026-11-29', idempotencyKey: 'acme00000000/2026-11-29/1' }))
    await provider.reportUsage(report(1, 3, { customer: 'globex000000', idempotencyKey: 'globex000000/2026-11-28/1' }))
    expect(await chargedRequests('acme00000000', '2026-11-28')).toBe(7)
    expect(await chargedRequests('acme00000000', '2026-11-29')).toBe(5)
    expect(await chargedRequests('globex000000', '2026-11-28')).toBe(3)
  })
}
