import { DeleteItemCommand } from '@aws-sdk/client-dynamodb'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import type { OperatorRole, TenantRole } from '@tenantry/contracts/roles.ts'
import { eventually } from '../../acceptance/eventually.ts'
import { nextSecond } from '../../acceptance/next-second.ts'
import { register, type TenantConfig } from '../../acceptance/onboarding.ts'
import { type Account, accountOf } from './accounts.ts'
import { type Belongings, belongingsOf } from './belongings.ts'
import { send } from './http.ts'
import type { LocalSystem } from './local-system.ts'
import { type LocalWorld, localWorld } from './local-world.ts'
import { invite, type Member } from './member.ts'
import { operate } from './operate.ts'
import { createOperator, operatorsOf } from './operators.ts'
import { type Route, routesOf } from './route.ts'
import { type TenantWorld, tenantWorld } from './tenant-world.ts'

export type ByRole = Record<TenantRole, Member>

/** Everybody and everything that the attacks are made with. */
export interface World {
  endpoints: Endpoints
  account: Account
  /** Tells this run's names from those of earlier runs on the same stack. */
  run: string
  tenantRoutes: Route[]
  operatorRoutes: Route[]
  /** The tenant whose people attack, and what is rightfully theirs. */
  attacker: TenantWorld & { goods: Belongings }
  /** The tenant that is attacked. */
  victim: TenantWorld & { goods: Belongings }
  /** Was active, and is suspended. */
  suspended: TenantWorld & { goods: Belongings }
  /** Was active, and is in no directory any more, as after an offboarding. */
  gone: TenantWorld & { goods: Belongings }
  /** Were people of the attacker's tenant. */
  removed: ByRole
  /** Are members of it whom an admin disabled. */
  disabled: ByRole
  /** Are members of it who have ended the sessions that these tokens are of. */
  signedOut: ByRole
  /** An operator who has ended the session that this token is of. */
  signedOutOperator: Member
  /** A tenant of nobody in particular, to be suspended and reactivated. */
  spare: TenantConfig
  /** Of the attacker's tenant. */
  registrationId: string
  /** The onboarding of the attacker's tenant. */
  workflowId: string
  /** Of a request of the attacker's tenant. */
  requestId: string
  /** The name of an alarm of the deployment. */
  alarm: string
  /** A complete export of the attacker's tenant, and one of the victim's. */
  exports: { attacker: string; victim: string }
  /** When the last of these was taken away, by the system's clock, in milliseconds since the epoch. */
  revokedAt: number
  operators: Record<OperatorRole, Member>
  /** Null on a deployed stack. */
  local: LocalWorld | null
  /** Words of the victim that no answer to anybody else may hold. */
  canaries: string[]
}

export const byRole = ({ admin, user }: TenantWorld): ByRole => ({ TenantAdmin: admin, TenantUser: user })

export async function createWorld(endpoints: Endpoints, system: LocalSystem | null): Promise<World> {
  const account = accountOf(endpoints)
  const run = Date.now().toString(36)
  // One after the other: at once, each would have environments of its own for every function.
  const people = await tenantWorld(endpoints, `Attacker ${run}`)
  const tenantRoutes = await routesOf(people.config.apiUrl)
  const owning = async (tenant: TenantWorld, canary: string) => ({
    ...tenant,
    goods: await belongingsOf(tenant, tenantRoutes, canary),
  })
  const local = system && (await localWorld(system, account, people.config.tenantId))
  const attacker = await owning(people, 'own')
  const canary = `canary-${run}`
  const victim = await owning(await tenantWorld(endpoints, `Victim ${run}`), canary)
  const suspended = await owning(await tenantWorld(endpoints, `Suspended ${run}`), 'suspended')
  const gone = await owning(await tenantWorld(endpoints, `Gone ${run}`), 'gone')
  const operators = await operatorsOf(endpoints, account.cognito, run)
  const signedOut = await formerMembers(endpoints, attacker, `signed-out-${run}`)
  const signedOutOperator = await createOperator(
    endpoints,
    account.cognito,
    `signed-out@${run}.operators.example`,
    'CustomerSupport',
  )
  const removed = await formerMembers(endpoints, attacker, `removed-${run}`)
  const disabled = await formerMembers(endpoints, attacker, `disabled-${run}`)
  await nextSecond()
  await revoke({ endpoints, operators, account }, { attacker, suspended, gone, removed, disabled, signedOut })
  await signOutEverywhere(endpoints.controlPlaneApi, signedOutOperator.token)
  return {
    endpoints,
    account,
    run,
    tenantRoutes,
    operatorRoutes: await routesOf(endpoints.controlPlaneApi),
    attacker,
    victim,
    suspended,
    gone,
    removed,
    disabled,
    signedOut,
    signedOutOperator,
    spare: await register(endpoints, `Spare ${run}`, `spare@${run}.example`),
    registrationId: await registrationOf(endpoints, operators.SystemAdmin, attacker),
    workflowId: await onboardingOf(endpoints, operators.SystemAdmin, attacker),
    requestId: await requestOf(attacker),
    alarm: await alarmOf({ endpoints, operators }),
    exports: {
      attacker: await exportOf({ endpoints, operators }, attacker),
      victim: await exportOf({ endpoints, operators }, victim),
    },
    revokedAt: system?.now() ?? Date.now(),
    operators,
    local,
    canaries: [
      canary,
      victim.config.tenantId,
      victim.config.name,
      victim.admin.userId,
      victim.admin.email,
      ...Object.values(victim.goods.ids).flat(),
    ],
  }
}

/** The error of a request names it. */
async function requestOf({ config, admin }: TenantWorld): Promise<string> {
  const { text } = await send(config.apiUrl, { method: 'GET', path: '/users/nobody', token: admin.token })
  return JSON.parse(text).requestId
}

async function alarmOf(operating: Pick<World, 'endpoints' | 'operators'>): Promise<string> {
  const { text } = await operate(operating, { method: 'GET', path: '/alarms?limit=1' })
  return JSON.parse(text).items[0].name
}

/** Has a tenant exported, and waits until it is done. */
async function exportOf(operating: Pick<World, 'endpoints' | 'operators'>, { config }: TenantWorld): Promise<string> {
  const path = `/tenants/${config.tenantId}`
  const started = await operate(operating, { method: 'POST', path: `${path}/export` })
  const { workflowId } = JSON.parse(started.text)
  return eventually('an export', async () => {
    const { text } = await operate(operating, { method: 'GET', path: `${path}/workflows/${workflowId}` })
    return JSON.parse(text).status === 'done' && workflowId
  })
}

async function registrationOf(
  { controlPlaneApi }: Endpoints,
  operator: Member,
  { config }: TenantWorld,
): Promise<string> {
  const path = `/tenants/${config.tenantId}`
  const { text } = await send(controlPlaneApi, { method: 'GET', path, token: operator.token })
  return JSON.parse(text).registrationId
}

async function onboardingOf(
  { controlPlaneApi }: Endpoints,
  operator: Member,
  { config }: TenantWorld,
): Promise<string> {
  const path = `/tenants/${config.tenantId}/workflows`
  const { text } = await send(controlPlaneApi, { method: 'GET', path, token: operator.token })
  return JSON.parse(text).items[0].workflowId
}

/** People of a tenant whom every cache knows before they go. */
async function formerMembers(endpoints: Endpoints, tenant: TenantWorld, name: string): Promise<ByRole> {
  const people = {
    TenantAdmin: await invite(endpoints, tenant, `admin-${name}@attacker.example`, 'TenantAdmin'),
    TenantUser: await invite(endpoints, tenant, `user-${name}@attacker.example`, 'TenantUser'),
  }
  for (const { token } of Object.values(people)) await send(tenant.config.apiUrl, { method: 'GET', path: '/me', token })
  return people
}

async function revoke(
  world: Pick<World, 'endpoints' | 'operators' | 'account'>,
  {
    attacker,
    suspended,
    gone,
    removed,
    disabled,
    signedOut,
  }: Record<'attacker' | 'suspended' | 'gone', TenantWorld> & Record<'removed' | 'disabled' | 'signedOut', ByRole>,
): Promise<void> {
  const users = (method: string, { userId }: Member, body?: object) =>
    send(attacker.config.apiUrl, { method, path: `/users/${userId}`, token: attacker.admin.token, body })
  for (const person of Object.values(removed)) await users('DELETE', person)
  await users('PUT', disabled.TenantAdmin, { role: 'TenantAdmin', state: 'disabled' })
  await users('PUT', disabled.TenantUser, { role: 'TenantUser', state: 'disabled' })
  for (const { token } of Object.values(signedOut)) await signOutEverywhere(attacker.config.apiUrl, token)
  const path = `/tenants/${suspended.config.tenantId}/suspend`
  await operate(world, { method: 'POST', path, body: { reason: 'The attack suite' } })
  // No product operation takes a tenant off the directory yet: the app plane's administrator does.
  const TableName = await world.account.table('DirectoryTable')
  await world.account.dynamodb.send(
    new DeleteItemCommand({ TableName, Key: { tenantId: { S: gone.config.tenantId } } }),
  )
}

async function signOutEverywhere(api: string, token: string): Promise<void> {
  const { status, text } = await send(api, { method: 'POST', path: '/me/sign-out-everywhere', token })
  if (status !== 204) throw new Error(`Signing out everywhere was answered ${status} ${text}`)
}
