import type { BillingProvider, UsageReport } from '@tenantry/control-plane/billing/billing-provider.ts'
import { billingStore } from '@tenantry/control-plane/billing/billing-store.ts'
import { fileProvider } from '@tenantry/control-plane/billing/file-provider.ts'
import { reportDays } from '@tenantry/control-plane/billing/report-days.ts'
import type { Tenant } from '@tenantry/control-plane/tenants/tenant.ts'
import { readObject } from '@tenantry/control-plane/usage-records/hour-objects.ts'
import * as z from 'zod/mini'
import type { AroundCall } from './in-process-aws.ts'
import { BUCKET, usageWorld } from './usage.ts'

const Written = z.object({
  version: z.int(),
  events: z.array(z.object({ id: z.string(), type: z.string(), data: z.object({ requests: z.int() }) })),
})

/** Usage that is metered and billed, by files; `reports` are those that reached the provider, in their order. */
export async function billingWorld(around?: AroundCall) {
  const world = await usageWorld(around)
  const files = fileProvider(world.s3, BUCKET)
  const reports: UsageReport[] = []
  const failing = new Set<string>()
  const provider: BillingProvider = {
    upsertCustomer: files.upsertCustomer,
    async reportUsage(report) {
      if (failing.has(report.customer)) throw new Error('The provider refuses it')
      reports.push(report)
      await files.reportUsage(report)
    },
  }
  const statuses: Record<string, Tenant['status']> = {}
  const services = {
    ...world,
    provider,
    store: billingStore(world.usage),
    tenants: { tenant: async (tenantId: string) => tenantOf(tenantId, statuses[tenantId]) },
  }
  const read = async (name: string) => {
    const bytes = await readObject(world.s3, { Bucket: BUCKET, Key: `billing/${name}.json` })
    return bytes && JSON.parse(new TextDecoder().decode(bytes))
  }
  const charged = async (tenantId: string, period: string) => {
    const json = await read(`usage/${period}/${tenantId}`)
    return json === null ? null : z.parse(Written, json)
  }
  return {
    ...world,
    provider,
    reports,
    failing,
    statuses,
    customer: (tenantId: string) => read(`customers/${tenantId}`),
    charged,
    async chargedRequests(tenantId: string, period: string) {
      const found = await charged(tenantId, period)
      return found === null ? null : found.events.reduce((sum, { data }) => sum + data.requests, 0)
    },
    bill: (hasTime: () => boolean = () => true) => reportDays(services, hasTime),
  }
}

/** A tenant that is served, or was deleted. */
export function tenantOf(tenantId: string, status: Tenant['status'] = 'active'): Tenant {
  const facts = {
    tenantId,
    name: `The ${tenantId}`,
    formerNames: [],
    formerTiers: [],
    adminEmail: `ada@${tenantId}.example`,
    tier: 'Basic',
    deployment: { kind: 'pool' as const },
    limits: null,
    heldQuota: null,
    usedBefore: null,
    shards: 1,
    journaled: false,
    registrationId: 'r1',
    workflowId: null,
    createdAt: '2026-11-01T00:00:00.000Z',
    sequence: 1,
  }
  const activatedAt = facts.createdAt
  return status === 'deleted'
    ? { ...facts, status, deletedAt: '2026-11-29T11:00:00.000Z' }
    : { ...facts, status: 'active', apiKeyId: 'key', activatedAt }
}
