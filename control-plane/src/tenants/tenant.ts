import { FORMER_NAME_DAYS } from '@tenantry/contracts/control-plane-api/tenant-name-schemas.ts'
import { type Deployment, isSamePlace, POOL } from '@tenantry/contracts/deployment.ts'
import * as z from 'zod/mini'
import { leaving } from './tenant-leaving.ts'
import { type Change, Facts, type Keyed, type Tenant, type WorkChange } from './tenant-record.ts'

export { type Change, type Keyed, Tenant, type WorkChange, type WorkKind } from './tenant-record.ts'

/** A change that the tenant's state does not allow: a step that came too late, an operator who saw an older state, or a bug. */
export class TransitionRefused extends Error {
  override name = 'TransitionRefused'
}

/**
 * The tenant after a change, one sequence further, or null when it is so already: each step of a lifecycle may run again. What an
 * operator wants twice is refused the second time.
 */
export function applyChange(tenant: Tenant, change: Change, at: string): Tenant | null {
  const left = leaving(tenant, change, at)
  if (left) return next(left)
  if (isWorkChange(change)) return worked(tenant, change)
  switch (change.type) {
    case 'silo-made':
      return siloMade(tenant, change.deployment)
    case 'shards-taken-over':
      return change.shards > tenant.shards ? { ...next(tenant), shards: change.shards } : null
    case 'onboarding-undoing':
      return undoing(tenant)
    case 'api-key-created':
      return withApiKey(tenant, change.apiKeyId)
    case 'key-switched':
      return keySwitched(served(tenant, 'given another API key'), change, at)
    case 'usage-settled':
      return settled(tenant, change.usedBefore)
    case 'provisioning-requested':
      return requested(tenant)
    case 'activated':
      return activated(tenant, at)
    case 'onboarding-failed':
      return failed(tenant, change.reason, at)
    case 'approved':
      return provisioned(tenant, ['awaiting-approval'], 'approved')
    case 'rejected':
      return rejected(tenant, change.reason, at)
    case 'onboarding-retried':
      // One whose compensation did not end is still in provisioning.
      return provisioned(tenant, ['failed', 'provisioning'], 'onboarded again')
    case 'suspended':
      return suspended(tenant, change.reason, at)
    case 'reactivated':
      return reactivated(tenant)
    case 'invitation-resent':
      return next({ ...served(tenant, 'invited to'), invitedAt: at })
    case 'admin-appointed':
      return next({ ...served(tenant, 'given an admin'), adminEmail: change.email, invitedAt: at })
    case 'shards-announced':
      return growing(served(tenant, 'given more shards'), change.shards)
    case 'shards-grown':
      return grown(served(tenant, 'given more shards'))
    case 'growth-undone':
      return keptShards(tenant)
    case 'renamed':
      return renamed(served(tenant, 'renamed'), change.name, at)
    case 'access-ended':
      throw refusal(tenant, 'closed')
    case 'move-announced':
      return tenant.journaled ? null : next({ ...served(tenant, 'moved'), journaled: true })
    case 'moved':
      return placed(tenant, change, { journaled: true, at })
    case 'move-ended':
      return tenant.journaled ? next({ ...tenant, journaled: false }) : null
    case 'place-announced':
      return next(tenant)
    case 'moved-back':
      return placed(tenant, change, { journaled: false, at })
    case 'deleted':
      return deleted(tenant, at)
    default:
      throw change satisfies never
  }
}

const isWorkChange = (change: Change): change is WorkChange => 'workflowId' in change

function worked(tenant: Tenant, { type, workflowId }: WorkChange): Tenant | null {
  const isStart = type.endsWith('-started')
  const begins = isStart || type.endsWith('-retried')
  if (begins && tenant.workflowId === null) return next({ ...served(tenant, 'worked on'), workflowId })
  const isHeld = tenant.workflowId === workflowId
  if (type.endsWith('-done') || type.endsWith('-undone') || type.endsWith('-failed'))
    return isHeld ? next({ ...tenant, workflowId: null }) : null
  if (isHeld && !isStart) return next(tenant)
  throw new TransitionRefused(`Tenant ${tenant.tenantId} is held by ${tenant.workflowId ?? 'no workflow'}`)
}

function siloMade(tenant: Tenant, deployment: Deployment): Tenant {
  if (tenant.status === 'provisioning') return { ...next(tenant), deployment }
  throw refusal(tenant, 'given a silo')
}

function undoing(tenant: Tenant): Tenant {
  if (tenant.status === 'provisioning') return next(tenant)
  throw refusal(tenant, 'undone')
}

function withApiKey(tenant: Tenant, apiKeyId: string): Tenant | null {
  if (keyOf(tenant) === apiKeyId) return null
  if (tenant.status === 'provisioning') return { ...next(tenant), apiKeyId }
  throw refusal(tenant, 'given an API key')
}

function keySwitched(tenant: Tenant, { tier, limits, heldQuota, usedBefore, apiKeyId }: Keyed, at: string): Tenant {
  const former = tenant.tier === tier ? [] : [{ tier: tenant.tier, until: at }]
  const formerTiers = [...tenant.formerTiers, ...former].slice(-MOST_FORMER_TIERS)
  return next({ ...tenant, tier, formerTiers, limits, heldQuota, usedBefore, apiKeyId })
}
/** More changes than anybody makes in the months that can still be billed, and few enough for the record. */
const MOST_FORMER_TIERS = 100

function settled(tenant: Tenant, usedBefore: Tenant['usedBefore']): Tenant | null {
  const { month, requests } = tenant.usedBefore ?? {}
  if (month === usedBefore?.month && requests === usedBefore?.requests) return null
  return next({ ...tenant, usedBefore })
}

function requested(tenant: Tenant): Tenant {
  if (tenant.status === 'provisioning' && tenant.apiKeyId !== null) return next(tenant)
  throw refusal(tenant, 'provisioned')
}

function activated(tenant: Tenant, at: string): Tenant | null {
  if (tenant.status === 'active') return null
  if (tenant.status !== 'provisioning' || tenant.apiKeyId === null) throw refusal(tenant, 'activated')
  return { ...next(tenant), status: 'active', workflowId: null, apiKeyId: tenant.apiKeyId, activatedAt: at }
}

function failed(tenant: Tenant, failure: string, at: string): Tenant | null {
  // A tenant that is served stays served: a compensation that comes after the activation has nothing to undo.
  if (tenant.status !== 'provisioning') return null
  const { apiKeyId: _, ...rest } = next(tenant)
  // A silo that was made for it is gone.
  return { ...rest, deployment: POOL, status: 'failed', failedAt: at, failure }
}

function provisioned(tenant: Tenant, from: Tenant['status'][], what: string): Tenant {
  if (!from.includes(tenant.status)) throw refusal(tenant, what)
  return { ...next(factsOf(tenant)), status: 'provisioning', apiKeyId: null }
}

function rejected(tenant: Tenant, failure: string, at: string): Tenant {
  if (tenant.status !== 'awaiting-approval') throw refusal(tenant, 'rejected')
  return { ...next(tenant), status: 'failed', workflowId: null, failedAt: at, failure }
}

function suspended(tenant: Tenant, suspension: string, at: string): Tenant {
  if (tenant.status !== 'active') throw refusal(tenant, 'suspended')
  return { ...next(tenant), status: 'suspended', suspendedAt: at, suspension }
}

function reactivated(tenant: Tenant): Tenant {
  if (tenant.status !== 'suspended') throw refusal(tenant, 'reactivated')
  const { apiKeyId, activatedAt } = tenant
  return { ...next(factsOf(tenant)), status: 'active', apiKeyId, activatedAt }
}

/** A tenant that has people, or refuses it. */
function served(tenant: Tenant, what: string): Tenant {
  if (tenant.status === 'active' || tenant.status === 'suspended') return tenant
  throw refusal(tenant, what)
}

/** The tenant where it is served from now on; null when it is already. */
function placed(
  tenant: Tenant,
  to: Keyed & Pick<Tenant, 'deployment'>,
  { journaled, at }: Pick<Tenant, 'journaled'> & { at: string },
): Tenant | null {
  const { deployment, apiKeyId } = to
  const isThere = isSamePlace(tenant.deployment, deployment) && keyOf(tenant) === apiKeyId
  if (isThere && tenant.journaled === journaled) return null
  return { ...keySwitched(served(tenant, 'moved'), to, at), deployment, journaled }
}

/** All shards are read before the first entity is written to a new one. */
function growing(tenant: Tenant, growsTo: number): Tenant {
  if (growsTo > tenant.shards) return next({ ...tenant, growsTo })
  throw new TransitionRefused(`Tenant ${tenant.tenantId} has ${tenant.shards} shards and cannot be given ${growsTo}`)
}

function grown({ growsTo, ...tenant }: Tenant): Tenant | null {
  return growsTo === undefined ? null : next({ ...tenant, shards: growsTo, workflowId: null })
}

/** Nothing was written to the new shards yet, so nobody needs to read them. */
function keptShards({ growsTo: _, ...tenant }: Tenant): Tenant | null {
  return tenant.workflowId === null ? null : next({ ...tenant, workflowId: null })
}

function renamed(tenant: Tenant, name: string, at: string): Tenant | null {
  if (tenant.name === name) return null
  const until = new Date(Date.parse(at) + FORMER_NAME_DAYS * DAY_MS).toISOString()
  const former = claimedNames(tenant, Date.parse(at)).filter((one) => one.name !== name)
  return next({ ...tenant, name, formerNames: [...former, { name: tenant.name, until }] })
}

/** The names that a tenant had and nobody else can have at this moment. */
export const claimedNames = ({ formerNames }: Pick<Tenant, 'formerNames'>, now: number): Tenant['formerNames'] =>
  formerNames.filter(({ until }) => Date.parse(until) > now)

function deleted(tenant: Tenant, at: string): Tenant {
  const isOver = tenant.status === 'offboarding' && tenant.isClosed
  if (tenant.status !== 'failed' && !isOver) throw refusal(tenant, 'deleted')
  return { ...next(factsOf(tenant)), status: 'deleted', workflowId: null, deletedAt: at }
}

/** Whether a tenant has people who sign in: also those of one that is suspended, who then see why they cannot go on. */
export const isServed = ({ status }: Tenant): boolean =>
  status === 'active' || status === 'suspended' || status === 'offboarding'

/** The id of a tenant's API key; null while there is none. */
export const keyOf = (tenant: Tenant): string | null => ('apiKeyId' in tenant ? tenant.apiKeyId : null)

const DAY_MS = 86_400_000

/** What a tenant is in every state. */
const factsOf = (tenant: Facts): Facts => z.parse(Facts, tenant)

const next = <T extends Facts>(tenant: T): T => ({ ...tenant, sequence: tenant.sequence + 1 })

const refusal = (tenant: Tenant, what: string) =>
  new TransitionRefused(`Tenant ${tenant.tenantId} is ${tenant.status} and cannot be ${what}`)
