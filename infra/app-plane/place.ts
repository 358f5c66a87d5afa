import { APP_PLANE_SOURCE, siloSource } from '@tenantry/contracts/events.ts'
import { TIER_KEYS } from '@tenantry/contracts/plan.ts'
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb'
import type { Role } from 'aws-cdk-lib/aws-iam'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { mayAccess, mayAccessKeys } from '../foundation/item-rights.ts'
import { serviceRole } from '../foundation/microservice.ts'
import { EVENT_BUS_NAME, QUEUE_PREFIX } from '../names.ts'

/**
 * What functions of a silo are for. Those of one duty share a role: an account has 5,000 roles. `services` are the platform's functions that work for
 * services, which have roles of their own. `data` is the door by which workflows reach
 * everything that the tenant has, so it is nobody else's. `records` reads what was recorded of people, which no role that
 * adds records does; `exports` and `account` are of one function each, as the rights of `people` fill a role.
 */
export type Duty = 'services' | 'authorizer' | 'people' | 'records' | 'exports' | 'account' | 'data'

/** Where an application plane serves: the pool, which tenants share, or the silo of one tenant. */
export type Place = { kind: 'pool' } | Silo

export interface Silo {
  kind: 'silo'
  /** The one tenant: known when the stack is made. */
  tenantId: string
  stackName: string
  roles: Record<Duty, Role>
  /** Of one service of the product, for its routes and its worker. */
  roleOfService(name: string): Role
}

export const THE_POOL: Place = { kind: 'pool' }

/** The tenants of a place, as keys of items name them. */
export const tenantsOf = (place: Place): string => (place.kind === 'pool' ? '*' : place.tenantId)

/** A role of the function's own in the pool. */
export const roleOf = (place: Place, duty: Duty, scope: Construct, id: string): Role =>
  place.kind === 'pool' ? serviceRole(scope, id) : place.roles[duty]

/** The stack of the silo, as functions are told; empty in the pool. */
export const siloStack = (place: Place): string => (place.kind === 'pool' ? '' : place.stackName)

/** The same for a function of a service: services of a silo have a role each, as rights of many would not fit into one. */
export const serviceRoleOf = (place: Place, service: string, scope: Construct, id: string): Role =>
  place.kind === 'pool' ? serviceRole(scope, id) : place.roleOfService(service)

/** What the names of a place's queues begin with. */
export const queuesOf = (place: Place): string => (place.kind === 'pool' ? QUEUE_PREFIX : `${place.stackName}-`)

/** The bus of the events of services: a bus has 300 rules, so a silo has its own. */
export const serviceBusName = (place: Place): string => (place.kind === 'pool' ? EVENT_BUS_NAME : place.stackName)

/** Under which source a place brings news of people. */
export const newsSource = (place: Place): string =>
  place.kind === 'pool' ? APP_PLANE_SOURCE : siloSource(place.tenantId)

/** Lets a function read items that have a tenant's id as their key: those of all tenants in the pool, the tenant's own in a silo. */
export function mayReadTenants(fn: IFunction, table: Pick<ITableV2, 'tableArn'>, place: Place): void {
  if (place.kind === 'pool') mayAccess(fn, table, 'GetItem')
  else mayAccessKeys(fn, table, { actions: ['GetItem'], keys: [place.tenantId] })
}

/** Lets a function read of the directory who its tenants are, and what their tiers give. */
export function mayReadPlans(fn: IFunction, directory: Pick<ITableV2, 'tableArn'>, place: Place): void {
  mayReadTenants(fn, directory, place)
  if (place.kind === 'silo') mayAccessKeys(fn, directory, { actions: ['GetItem'], keys: [`${TIER_KEYS}*`] })
}
