import { paginateGetApiKeys } from '@aws-sdk/client-api-gateway'
import { paginateListUsers } from '@aws-sdk/client-cognito-identity-provider'
import { ListObjectsV2Command } from '@aws-sdk/client-s3'
import { isServed, keyOf, type Tenant } from '@tenantry/control-plane/tenants/tenant.ts'
import { EXPORTS } from '../support/tenant-data.ts'
import type { OnboardingWorld } from './onboarding-world.ts'
import { itemsOf, tenantsOf } from './settle-lives.ts'

/** Whatever is not as the records of tenants say, or is there for nobody, once nothing is under way. */
export async function findProblems(world: OnboardingWorld): Promise<string[]> {
  const tenants = await tenantsOf(world)
  const known = new Map(tenants.map((tenant) => [tenant.tenantId, tenant]))
  const parts = await Promise.all([
    ofNames(world, known),
    ofKeys(world, tenants),
    ofPeople(world, known),
    ofDirectory(world, tenants),
    ofData(world, known),
    ...tenants.map((tenant) => ofHistory(world, tenant)),
  ])
  // A tenant whose onboarding failed names it, for a retry.
  const held = tenants.filter(({ workflowId, status }) => workflowId !== null && status !== 'failed')
  return [...parts.flat(), ...held.map(({ tenantId, workflowId }) => `${tenantId} is still held by ${workflowId}`)]
}

type Known = Map<string, Tenant>

/** Each name is claimed for one tenant, which has it or had it; and each tenant that is not deleted has the claim of its name. */
async function ofNames(world: OnboardingWorld, known: Known): Promise<string[]> {
  const claims = (await itemsOf(world, 'tenants')).filter(({ pk }) => String(pk).startsWith('name#'))
  const wrong = claims.filter(({ tenantId, name }) => {
    const tenant = known.get(String(tenantId))
    const names = tenant ? [tenant.name, ...tenant.formerNames.map((former) => former.name)] : []
    return tenant?.status === 'deleted' || !names.includes(String(name))
  })
  const unnamed = [...known.values()].filter(
    ({ tenantId, name, status }) =>
      status !== 'deleted' && !claims.some((claim) => claim.tenantId === tenantId && claim.name === name),
  )
  return [
    ...wrong.map(({ name, tenantId }) => `the name ${name} is claimed for ${tenantId}, who does not have it`),
    ...unnamed.map(({ tenantId, name }) => `${tenantId} has not claimed its name ${name}`),
  ]
}

/** Each tenant that is served has one key, which is the one that its record names; nobody else has any. */
async function ofKeys({ aws }: OnboardingWorld, tenants: Tenant[]): Promise<string[]> {
  const keys: { id: string; name: string }[] = []
  for await (const { items = [] } of paginateGetApiKeys({ client: aws.apiGateway }, {}))
    keys.push(...items.map(({ id = '', name = '' }) => ({ id, name })))
  const wanted = tenants.filter(isServed).map((tenant) => String(keyOf(tenant)))
  return [
    ...keys.filter(({ id }) => !wanted.includes(id)).map(({ name }) => `the key ${name} is nobody's`),
    ...wanted.filter((id) => !keys.some((key) => key.id === id)).map((id) => `the key ${id} is gone`),
  ]
}

/** Members are of tenants that are served, which have one at least; accounts are of members. */
async function ofPeople(world: OnboardingWorld, known: Known): Promise<string[]> {
  const members = await itemsOf(world, 'memberships')
  const accounts: string[] = []
  const list = { UserPoolId: world.aws.userPoolId }
  for await (const { Users = [] } of paginateListUsers({ client: world.aws.cognito }, list))
    accounts.push(...Users.map(({ Username = '' }) => Username))
  const served = (tenantId: unknown) => {
    const tenant = known.get(String(tenantId))
    return tenant !== undefined && isServed(tenant)
  }
  return [
    ...members.filter(({ tenantId }) => !served(tenantId)).map(({ tenantId }) => `${tenantId} has members`),
    ...[...known.values()]
      .filter((tenant) => isServed(tenant) && !members.some(({ tenantId }) => tenantId === tenant.tenantId))
      .map(({ tenantId }) => `${tenantId} has no members`),
    ...accounts
      .filter((id) => !members.some(({ userId }) => userId === id))
      .map((id) => `the account ${id} is left over`),
    ...members
      .filter(({ userId }) => !accounts.includes(String(userId)))
      .map(({ userId }) => `${userId} has no account`),
  ]
}

/** The directory says of each tenant what its record says. */
async function ofDirectory({ directory }: OnboardingWorld, tenants: Tenant[]): Promise<string[]> {
  const lines = tenants.map(async (tenant) => {
    const entry = await directory(tenant.tenantId)
    if (!isServed(tenant)) return entry && isOpen(entry.status) ? [`${tenant.tenantId} is served still`] : []
    const says = entry && { status: entry.status, tier: entry.tier, apiKeyId: entry.apiKeyId, name: entry.tenantName }
    const is = { status: tenant.status, tier: tenant.tier, apiKeyId: keyOf(tenant), name: tenant.name }
    const same = JSON.stringify(says) === JSON.stringify(is)
    return same ? [] : [`the directory says ${JSON.stringify(says)} of ${JSON.stringify(is)}`]
  })
  return (await Promise.all(lines)).flat()
}

const isOpen = (status: string): boolean => status === 'active' || status === 'suspended' || status === 'offboarding'

/** Rows are of tenants that are served, and files of tenants that there are or were. */
async function ofData(world: OnboardingWorld, known: Known): Promise<string[]> {
  const rows = await Promise.all(['things', 'outbox', 'idempotency', 'moves'].map((name) => itemsOf(world, name)))
  const owners = rows.flat().map(({ shardId, partition }) => String(shardId ?? partition).slice(0, 12))
  const { Contents = [] } = await world.files.send(new ListObjectsV2Command({ Bucket: EXPORTS }))
  return [
    ...owners.filter((id) => !known.has(id) || known.get(id)?.status === 'deleted').map((id) => `${id} has rows`),
    ...Contents.filter(({ Key = '' }) => !known.has(Key.slice(0, 12))).map(({ Key }) => `the file ${Key} is nobody's`),
  ]
}

/** One record of each change, of which each begins in the state that the one before has left, and the last leaves the present one. */
async function ofHistory(world: OnboardingWorld, { tenantId, sequence, status }: Tenant): Promise<string[]> {
  const { changes } = await world.recorded({ tenantId, registrationId: '' })
  const oldestFirst = changes.toReversed()
  const isWhole = oldestFirst.length === sequence && oldestFirst.every((change, at) => change.sequence === at + 1)
  const isChain = oldestFirst.every((change, at) => change.from === (oldestFirst[at - 1]?.to ?? null))
  const lines = oldestFirst.map(({ change, from, to }) => `${change} ${from}→${to}`).join(', ')
  return isWhole && isChain && oldestFirst.at(-1)?.to === status
    ? []
    : [`the history of ${tenantId}, ${status} at ${sequence}, is ${lines}`]
}
