import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { PROPAGATION_SECONDS } from '@tenantry/contracts/timing.ts'
import type { Client } from '../../acceptance/client.ts'
import { eventually } from '../../acceptance/eventually.ts'
import type { Tenant } from '../../acceptance/onboarding.ts'
import { operatorClient } from '../../acceptance/operator-client.ts'
import { tick } from '../../acceptance/tick.ts'
import { tableOf } from '../account.ts'
import { idempotencyKey } from './idempotency-key.ts'

const HOUR_SECONDS = 3600
/** What is under way gets so long between two leaps. */
const LEAP_APART_MS = 1500
const MOST_LEAPS = 6
/** Steps that wait for S. */
const WAITS = ['write-shards', 'settle-quota', 'compensate']
const GOLD = { name: 'Gold', deployment: 'pool', rate: 1, burst: 1, quota: 1, shards: 1, approval: true, priceCents: 0 }

/** A tenant changes its tier and back, gets limits of its own, and returns from them by itself; a tier is retired and deleted. */
export async function tierJourney(
  endpoints: Endpoints,
  { config: { tenantId } }: Tenant,
  leap: (seconds: number) => void,
): Promise<void> {
  const admin = operatorClient({ endpoints })
  const path = `/tenants/${tenantId}`
  await admin.post('/tiers', GOLD, idempotencyKey())
  await admin.delete('/tiers/Gold')
  // Its shards may grow still.
  const { body: before } = await admin.get(path)
  if (before.workflowId !== null)
    await finished(admin, tenantId, leap, async () => ({ body: { workflowId: before.workflowId } }))
  // It has more shards than the tier gives: that is refused, unless it is forced.
  const refused = await admin.post(`${path}/change-tier`, { tier: 'Standard' })
  if (refused.body.code !== 'TIER_TOO_SMALL')
    throw new Error(`${JSON.stringify([before, refused.body])} was expected to be refused`)
  await finished(admin, tenantId, leap, () => admin.post(`${path}/change-tier`, { tier: 'Standard', force: true }))
  // Undone while the directory has the second key: the first one comes back.
  const { workflowId } = await begun(() => admin.post(`${path}/change-tier`, { tier: 'Basic', force: true }))
  await stands(admin, `${path}/workflows/${workflowId}`, 'settle-quota')
  await admin.post(`${path}/workflows/${workflowId}/undo`, undefined)
  await finished(admin, tenantId, leap, async () => ({ body: { workflowId } }))

  const { body: standard } = await admin.put('/tiers/Standard', { rate: 101 })
  const tiers = await tableOf(endpoints, 'control-plane-TiersTable')
  // The edit did not reach the plan, as where API Gateway has had its change of 20 seconds.
  await tiers.update(
    { name: 'plan#tenantry-tier-Standard' },
    { update: 'SET appliedVersion = :before', values: { ':before': standard.version - 1 } },
  )
  await tick(endpoints, 'control-plane-PlanUpdates')

  const until = new Date(Date.now() + 2 * HOUR_SECONDS * 1000).toISOString()
  const own = { rate: 7, burst: 9, quota: 100_000, until }
  await finished(admin, tenantId, leap, () => admin.put(`${path}/limits`, own))
  await finished(admin, tenantId, leap, () => admin.delete(`${path}/limits`))
  const given = await finished(admin, tenantId, leap, () => admin.put(`${path}/limits`, own))
  leap(2 * HOUR_SECONDS)
  const latest = async () => (await admin.get(`${path}/workflows?limit=1`)).body.items[0].workflowId as string
  // The schedule may have begun it before.
  await eventually('the limits to end', async () => {
    await tick(endpoints, 'control-plane-PlanUpdates')
    return (await latest()) !== given
  })
  const returning = await latest()
  await finished(admin, tenantId, leap, async () => ({ body: { workflowId: returning } }))
  leap(2 * HOUR_SECONDS)
  await eventually('the plan that nobody has to be deleted', async () => {
    await tick(endpoints, 'control-plane-PlanUpdates')
    return (await tiers.get({ name: 'plan#tenantry-limits-7-9-100000' })) === undefined
  })
  await admin.delete('/tiers/Gold')
}

type Begin = () => Promise<{ body: { workflowId?: string } }>

async function begun(begin: Begin): Promise<{ workflowId: string }> {
  const { body } = await begin()
  if (!body.workflowId) throw new Error(`${JSON.stringify(body)} names no workflow`)
  return { workflowId: body.workflowId }
}

const stands = (admin: Client, path: string, step: string) =>
  eventually(`${step} to run`, async () => {
    const { body } = await admin.get(path)
    return body.steps.some((one: { name: string; status: string }) => one.name === step && one.status === 'running')
  })

/** The workflow that begins so ends; what it waits for passes. */
async function finished(
  admin: Client,
  tenantId: string,
  leap: (seconds: number) => void,
  begin: Begin,
): Promise<string> {
  const { workflowId } = await begun(begin)
  let leaps = 0
  let last = 0
  await eventually('the workflow to end', async () => {
    const { body } = await admin.get(`/tenants/${tenantId}/workflows/${workflowId}`)
    const runs = (step: string) =>
      body.steps.some(({ name, status }: { name: string; status: string }) => name === step && status === 'running')
    if (WAITS.some(runs) && leaps < MOST_LEAPS && Date.now() > last + LEAP_APART_MS) {
      last = Date.now()
      leaps++
      leap(PROPAGATION_SECONDS)
    }
    return body.status !== 'running'
  })
  return workflowId
}
