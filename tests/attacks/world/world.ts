import { DeleteItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import type { OperatorRole, TenantRole } from '@tenantry/contracts/roles.ts'
import { type Account, accountOf } from './accounts.ts'
import { send } from './http.ts'
import type { LocalSystem } from './local-system.ts'
import { type LocalWorld, localWorld } from './local-world.ts'
import { invite, type Member } from './member.ts'
import { operatorsOf } from './operators.ts'
import { type Route, routesOf } from './route.ts'
import { type Belongings, belongingsOf, type TenantWorld, tenantWorld } from './tenant-world.ts'

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
  suspended: TenantWorld
  /** Was active, and is in no directory any more, as after an offboarding. */
  gone: TenantWorld
  /** Were people of the attacker's tenant. */
  removed: ByRole
  /** Of the attacker's tenant. */
  registrationId: string
  /** When the last of these was taken away, in milliseconds since the epoch. */
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
  const attacker = await tenantWorld(endpoints, `Attacker ${run}`)
  const victim = await tenantWorld(endpoints, `Victim ${run}`)
  const suspended = await tenantWorld(endpoints, `Suspended ${run}`)
  const gone = await tenantWorld(endpoints, `Gone ${run}`)
  const operators = await operatorsOf(endpoints, account.cognito, run)
  const local = system && (await localWorld(system, account, attacker.config.tenantId))
  const canary = `canary-${run}`
  const goods = await belongingsOf(victim, canary)
  const removed = await removedFrom(endpoints, attacker, run)
  await revoke(account, suspended, gone)
  return {
    endpoints,
    account,
    run,
    tenantRoutes: await routesOf(attacker.config.apiUrl),
    operatorRoutes: await routesOf(endpoints.controlPlaneApi),
    attacker: { ...attacker, goods: await belongingsOf(attacker, 'own') },
    victim: { ...victim, goods },
    suspended,
    gone,
    removed,
    registrationId: await registrationOf(endpoints, operators.SystemAdmin, attacker),
    revokedAt: Date.now(),
    operators,
    local,
    canaries: [
      canary,
      victim.config.tenantId,
      victim.config.name,
      victim.admin.userId,
      victim.admin.email,
      goods.productId,
    ],
  }
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

async function removedFrom(endpoints: Endpoints, tenant: TenantWorld, run: string): Promise<ByRole> {
  const [TenantAdmin, TenantUser] = await Promise.all([
    invite(endpoints, tenant, `former-admin-${run}@attacker.example`, 'TenantAdmin'),
    invite(endpoints, tenant, `former-user-${run}@attacker.example`, 'TenantUser'),
  ])
  for (const { token, userId } of [TenantAdmin, TenantUser]) {
    // Every cache knows them before they go.
    await send(tenant.config.apiUrl, { method: 'GET', path: '/me', token })
    await send(tenant.config.apiUrl, { method: 'DELETE', path: `/users/${userId}`, token: tenant.admin.token })
  }
  return { TenantAdmin, TenantUser }
}

async function revoke(account: Account, suspended: TenantWorld, gone: TenantWorld): Promise<void> {
  const TableName = await account.table('DirectoryTable')
  const key = ({ config }: TenantWorld) => ({ TableName, Key: { tenantId: { S: config.tenantId } } })
  await account.dynamodb.send(
    new UpdateItemCommand({
      ...key(suspended),
      UpdateExpression: 'SET #status = :suspended',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':suspended': { S: 'suspended' } },
    }),
  )
  await account.dynamodb.send(new DeleteItemCommand(key(gone)))
}
