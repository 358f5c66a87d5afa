import { editRecord } from '../../acceptance/edit-record.ts'
import { eventually } from '../../acceptance/eventually.ts'
import { answerOf, send } from './http.ts'
import { inTurn } from './in-turn.ts'
import { operate } from './operate.ts'
import type { World } from './world.ts'

type Run = Pick<World, 'endpoints' | 'operators' | 'run'>
/** A tier that no tenant of the suite is in. */
export const SPARE_TIER = 'Standard'
let registrations = 0

async function registered(world: Run, tier: string, email: string): Promise<{ tenantId: string }> {
  const tenantName = `Operated ${world.run} ${++registrations}`
  const { status, text } = await operate(world, {
    method: 'POST',
    path: '/tenants',
    body: { tenantName, email, tier },
  })
  if (status !== 202) throw new Error(`The registration of ${tenantName} was answered ${status} ${text}`)
  return JSON.parse(text)
}

/** A tenant that awaits approval: its tier asks for one just then. */
export const awaitingApproval = (world: Run): Promise<string> =>
  inTurn(SPARE_TIER, async () => {
    const tier = (body: object) => operate(world, { method: 'PUT', path: `/tiers/${SPARE_TIER}`, body })
    await tier({ approval: true })
    const { tenantId } = await registered(world, SPARE_TIER, `applicant-${registrations}@${world.run}.example`)
    await tier({ approval: false })
    return tenantId
  })

/** A tenant that nothing else is done to. It registers while its tier asks for no approval. */
export async function activeTenant(world: Run): Promise<string> {
  const { tenantId } = await inTurn(SPARE_TIER, () =>
    registered(world, SPARE_TIER, `active-${registrations}@${world.run}.example`),
  )
  return eventually(
    'the tenant to be active',
    async () => (await tenantOf(world, tenantId)).status === 'active' && tenantId,
  )
}

/** A tenant with limits of its own; the administrator writes that it has them, for giving them takes S. */
export async function limitedTenant(world: Run): Promise<string> {
  const tenantId = await activeTenant(world)
  const until = new Date(Date.now() + 86_400_000).toISOString()
  await editRecord(world.endpoints, { tenantId, sk: 'tenant' }, { limits: { rate: 9, burst: 9, quota: 1000, until } })
  return tenantId
}

/** A tenant whose onboarding failed. Nothing that a client sends makes one fail, so the administrator writes that it did. */
export async function failedTenant(world: Run): Promise<string> {
  const tenantId = await awaitingApproval(world)
  const { workflowId } = await tenantOf(world, tenantId)
  const at = new Date().toISOString()
  await editRecord(
    world.endpoints,
    { tenantId, sk: 'tenant' },
    { status: 'failed', failure: 'The attack suite', failedAt: at },
  )
  await editRecord(
    world.endpoints,
    { tenantId, sk: `workflow#${workflowId}` },
    { status: 'failed', error: 'The attack suite' },
  )
  return tenantId
}

/** The attacker's own tenant, whose admin asks to leave. */
export async function askingTenant({ attacker }: Pick<World, 'attacker'>): Promise<string> {
  const call = { method: 'PUT', path: '/account', token: attacker.admin.token, body: { request: { kind: 'leave' } } }
  const { status, text } = await send(attacker.config.apiUrl, call)
  if (status !== 200) throw new Error(`To leave was answered ${status} ${text}`)
  return attacker.config.tenantId
}

let tiers = 0

/** A tier that nobody else has made. */
export const newTier = () => ({
  name: `Made ${++tiers}`,
  deployment: 'pool',
  rate: 1,
  burst: 1,
  quota: 1,
  shards: 1,
  approval: true,
  priceCents: 0,
})

/** A tier on offer that no tenant has. */
export async function madeTier(world: Run): Promise<string> {
  const body = newTier()
  const { status, text } = await operate(world, { method: 'POST', path: '/tiers', body })
  if (status !== 201) throw new Error(`The tier ${body.name} was answered ${status} ${text}`)
  return encodeURIComponent(body.name)
}

/** The workflow at work on a tenant, as a path names it. */
export async function workflowOf<W extends Run>(world: W, tenant: (world: W) => Promise<string>): Promise<string> {
  const tenantId = await tenant(world)
  return `${tenantId}/workflows/${(await tenantOf(world, tenantId)).workflowId}`
}

async function tenantOf(world: Run, tenantId: string): Promise<{ workflowId: string | null; status: string }> {
  const { text } = await operate(world, { method: 'GET', path: `/tenants/${tenantId}` })
  return JSON.parse(text)
}

/** Suspends the spare tenant and reactivates it, as whoever has this token; answers what either was answered. */
export const pausedAndResumed = (world: World, token: string) =>
  inTurn('spare tenant', async () => {
    const path = `/tenants/${world.spare.tenantId}`
    const suspended = await operate(world, {
      method: 'POST',
      path: `${path}/suspend`,
      token,
      body: { reason: 'A test' },
    })
    const reactivated = await operate(world, { method: 'POST', path: `${path}/reactivate`, token })
    return { suspended: answerOf(suspended), reactivated: answerOf(reactivated) }
  })

/** Adds an operator; answers the id. One change of operators is made at a time. */
export const addedOperator = (world: World): Promise<string> =>
  inTurn('operators', async () => {
    const email = `operator-${++registrations}@${world.run}.example`
    const { text } = await operate(world, {
      method: 'POST',
      path: '/operators',
      body: { email, role: 'CustomerSupport' },
    })
    return JSON.parse(text).id
  })

/** Has the spare tenant exported, as whoever has this token, and waits until nothing is at work on it any more. */
export const exportedSpare = (world: World, token: string) =>
  inTurn('spare tenant', () => startedOnSpare(world, { path: 'export', token }))

/** Has the spare tenant, which is suspended for it, restored from an export that is not its own, which undoes itself. */
export const restoredSpare = (world: World, token: string) =>
  inTurn('spare tenant', async () => {
    const path = `/tenants/${world.spare.tenantId}`
    await spareIsFree(world)
    await operate(world, { method: 'POST', path: `${path}/suspend`, body: { reason: 'A test' } })
    const body = { exportId: world.exports.attacker }
    const answer = await startedOnSpare(world, { path: 'restore', token, body, undo: true })
    await operate(world, { method: 'POST', path: `${path}/reactivate` })
    return answer
  })

async function startedOnSpare(
  world: World,
  { path, token, body, undo = false }: { path: string; token: string; body?: object; undo?: boolean },
) {
  const spare = `/tenants/${world.spare.tenantId}`
  await spareIsFree(world)
  const answer = await operate(world, { method: 'POST', path: `${spare}/${path}`, token, ...(body && { body }) })
  const started = answer.status === 202 ? JSON.parse(answer.text).workflowId : null
  if (started && undo) {
    const undone = await operate(world, { method: 'POST', path: `${spare}/workflows/${started}/undo` })
    if (undone.status !== 202) throw new Error(`To undo ${path} was answered ${undone.status} ${undone.text}`)
  }
  if (started) await spareIsFree(world)
  return answer
}

/** Nothing is at work on the spare tenant. */
const spareIsFree = (world: World) =>
  eventually(
    'the spare tenant to be free',
    async () => (await tenantOf(world, world.spare.tenantId)).workflowId === null,
  )
