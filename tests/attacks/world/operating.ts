import { editRecord } from '../../acceptance/edit-record.ts'
import { answerOf } from './http.ts'
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
    await tier({})
    return tenantId
  })

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

/** The workflow at work on a tenant, as a path names it. */
export async function workflowOf<W extends Run>(world: W, tenant: (world: W) => Promise<string>): Promise<string> {
  const tenantId = await tenant(world)
  return `${tenantId}/workflows/${(await tenantOf(world, tenantId)).workflowId}`
}

async function tenantOf(world: Run, tenantId: string): Promise<{ workflowId: string }> {
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
