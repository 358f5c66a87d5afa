import { api, type Send } from '../system/api.ts'
import type { Endpoints } from '../system/endpoints.ts'
import { tokensByAmplify } from '../system/sign-in.ts'
import type { Shop } from './open-shop.ts'
import { until } from './pace.ts'

/** The control plane as the first operator calls it. */
export async function operatorApi(endpoints: Endpoints): Promise<Send> {
  const { controlPlaneApi, operator } = endpoints
  const { access } = await tokensByAmplify(endpoints, operator, {
    email: operator.username,
    password: operator.password,
  })
  return api(controlPlaneApi, async () => access)
}

/** Does work while a tier asks for an operator's approval; afterwards the tier is as it was. */
export async function whileApproved(operator: Send, tier: string, work: () => Promise<void>): Promise<void> {
  const { items } = await operator('GET', '/tiers')
  // Without the version that was read: it grows with the first of the two changes.
  const { approval, version: _, ...rest } = items.find(({ name }: { name: string }) => name === tier)
  if (approval) return work()
  await operator('PUT', `/tiers/${tier}`, { ...rest, approval: true })
  try {
    await work()
  } finally {
    await operator('PUT', `/tiers/${tier}`, { ...rest, approval })
  }
}

/** Lets a tenant in that waits for an operator, and waits until it is served: making resources of its own takes a while. */
export async function letIn(operator: Send, tenantId: string): Promise<void> {
  const status = async () => (await operator('GET', `/tenants/${tenantId}`)).status
  if ((await status()) !== 'awaiting-approval') return
  await operator('POST', `/tenants/${tenantId}/approve`)
  await until(`tenant ${tenantId} to be onboarded`, async () => {
    const now = await status()
    if (now === 'failed') throw new Error(`Tenant ${tenantId} was not onboarded`)
    return now === 'active' ? now : undefined
  })
}

/** Brings a tenant that works to where its story ends; what is under way already stays as it is. */
export async function conclude(
  operator: Send,
  { business, tenantId }: Pick<Shop, 'business' | 'tenantId'>,
): Promise<void> {
  const path = `/tenants/${tenantId}`
  switch (business.stands) {
    case 'suspended':
      return operator('POST', `${path}/suspend`, { reason: 'Two invoices are open since September.' })
    case 'moving':
      // What it shares in the pool, it has no more: that must be forced.
      return operator('POST', `${path}/change-tier`, { tier: 'Platinum', force: true })
    case 'leaving':
      return operator('DELETE', `${path}?graceDays=${GRACE_DAYS}`)
    case 'awaiting-approval':
    case undefined:
      return
    default:
      throw business.stands satisfies never
  }
}

const GRACE_DAYS = 14

/** How much of a small quota is used when people begin to work, and may be when they end. */
const NEAR = { enough: 0.82, begin: 0.88, end: 0.97 }
const OWN_LIMITS_DAYS = 30
/** Work of the platform beside requests: no quota counts it. */
const NOT_REQUESTS = new Set(['authorizer', 'workflows'])

/** Gives a tenant limits of its own, with a quota of which most is used. Answers how many requests are left until it is nearly used up. */
export async function nearQuota(operator: Send, { tenantId }: Pick<Shop, 'tenantId'>): Promise<number> {
  const path = `/tenants/${tenantId}`
  const used = await usedThisMonth(operator, path)
  const { limits: own } = await operator('GET', path)
  // Of an earlier run, and near enough: other limits would be another usage plan.
  if (own && used > NEAR.enough * own.quota && used < NEAR.end * own.quota)
    return Math.floor(NEAR.end * own.quota) - used
  const quota = Math.ceil(used / NEAR.begin)
  const ends = new Date(Date.now() + OWN_LIMITS_DAYS * 86_400_000).toISOString()
  await operator('PUT', `${path}/limits`, { rate: 50, burst: 100, quota, until: ends })
  await until(`the limits of tenant ${tenantId}`, async () => {
    const { limits, workflowId } = await operator('GET', path)
    return limits?.quota === quota && workflowId === null ? true : undefined
  })
  return Math.floor(NEAR.end * quota) - used
}

/** What is metered comes minutes later, and API Gateway's own count begins anew with other limits: the larger one is nearer. */
async function usedThisMonth(operator: Send, path: string): Promise<number> {
  const month = `${new Date().toISOString().slice(0, 7)}-01T00:00:00Z`
  const { items } = await operator('GET', `${path}/usage?by=day&from=${month}`)
  const metered = items
    .filter(({ service }: { service: string }) => !NOT_REQUESTS.has(service))
    .reduce((sum: number, row: { requests: number; throttles: number }) => sum + row.requests - row.throttles, 0)
  const { quota } = await operator('GET', `${path}/health?window=1h`)
  return Math.max(1, metered, quota?.used ?? 0)
}
