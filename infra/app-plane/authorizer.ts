import { Env } from '@tenantry/app-plane/authorizer/env.ts'
import { PEOPLE_EVENTS } from '@tenantry/contracts/events.ts'
import { TENANT_ROLES, type TenantRole } from '@tenantry/contracts/roles.ts'
import { askedOf } from '@tenantry/contracts/service/entitlement.ts'
import { keepAnswers } from '@tenantry/contracts/service/environment.ts'
import { routePatterns } from '@tenantry/contracts/service/route-patterns.ts'
import type { Service, ServiceRoute } from '@tenantry/contracts/service/service.ts'
import type { TableAction } from '@tenantry/contracts/service/tenant-table.ts'
import { Stack } from 'aws-cdk-lib'
import type { IUserPool, IUserPoolClient } from 'aws-cdk-lib/aws-cognito'
import type { ILayerVersion, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { mayAccess } from '../foundation/item-rights.ts'
import { microservice } from '../foundation/microservice.ts'
import { accessRole } from './access-role.ts'
import type { AppPlaneData } from './data.ts'
import { mayReadPlans, mayReadTenants, type Place, roleOf } from './place.ts'
import { WRITES_OUTBOX } from './tenant-rights.ts'

/** Which routes an authorizer decides about, and whose sessions it vends. Both run the same code. */
export type AuthorizerKind = 'services' | 'people'

const ID = { services: '', people: 'People' } as const

/**
 * An authorizer of the tenant API: reads who calls for which tenant, and vends a session of the access role of the caller's tenant role. Services get
 * sessions that reach their entities; memberships are behind an authorizer of their own, so that a service that was taken over can neither
 * appoint admins nor act for another tenant.
 *
 * In a silo nothing is vended: the functions' own roles are bound to its tenant.
 */
export function authorizer(
  scope: Construct,
  props: {
    kind: AuthorizerKind
    place: Place
    layer: ILayerVersion
    data: AppPlaneData
    pool: IUserPool
    client: IUserPoolClient
    /** The services that it decides about. */
    services: readonly Service[]
    /** All services of the API. */
    all: readonly Service[]
  },
): LambdaFunction {
  const { kind, place, layer, data, pool, client, services, all } = props
  const id = `${ID[kind]}Authorizer`
  const vending = roleOf(place, 'authorizer', scope, id)
  const stack = Stack.of(scope)
  const patterns = perRole((role) => patternsOf(role, services, all))

  const fn = microservice(scope, id, {
    entry: 'app-plane/authorizer',
    description: `Verifies tokens, reads membership and tenant, vends the sessions of ${kind}`,
    layer,
    role: vending,
    env: Env,
    environment: {
      USER_POOL_ID: pool.userPoolId,
      CLIENT_ID: client.userPoolClientId,
      DIRECTORY_TABLE: data.directory.tableName,
      MEMBERSHIPS_TABLE: data.memberships.tableName,
      PEOPLE_TABLE: data.people.tableName,
      MOVES_TABLE: kind === 'services' ? data.tenants.moves.tableName : '',
      ACCESS_ROLE_ARNS: stack.toJsonString(place.kind === 'pool' ? perRole((role) => accessOf(role).roleArn) : null),
      SILO_STACK: place.kind === 'pool' ? '' : place.stackName,
      ROUTE_PATTERNS: JSON.stringify(patterns),
      PLAN_KEYS: JSON.stringify(askedOf(all)),
    },
  })
  mayReadPlans(fn, data.directory, place)
  mayReadTenants(fn, data.memberships, place)
  mayAccess(fn, data.people, 'GetItem')
  return fn

  function accessOf(role: TenantRole) {
    const routes = services.flatMap((service) => service.routes).filter(({ roles }) => mayCall(roles, role))
    const emitted = routes.flatMap(({ emits = [] }) => emits.map(({ type }) => type))
    // Each change of a membership is recorded and published.
    const changing = kind === 'people' ? routes.filter(changes) : []
    const ofPeople = changing.length > 0 ? PEOPLE_EVENTS : []
    return accessRole(scope, `${role}${ID[kind]}Access`, {
      description: `What a ${role} may do to data of ${kind}, for sessions tagged with a TenantId`,
      assumedBy: vending,
      tables: data.tenants,
      needs: routes.flatMap(({ needs }) => needs),
      outbox: { types: [...new Set([...emitted, ...ofPeople])], actions: WRITES_OUTBOX },
      audits: [...new Set(changing.map(({ service }) => service))],
      ...(keepAnswers(routes) && { answers: kind }),
    })
  }
}

const changes = ({ needs }: ServiceRoute): boolean =>
  needs.some(({ actions }) => actions.some((action) => CHANGES.has(action)))
const CHANGES = new Set<TableAction>(['PutItem', 'UpdateItem', 'DeleteItem'])

const perRole = <Value>(of: (role: TenantRole) => Value) =>
  Object.fromEntries(TENANT_ROLES.map((role) => [role, of(role)])) as Record<TenantRole, Value>

const mayCall = (roles: readonly TenantRole[] | 'public', role: TenantRole): boolean =>
  roles !== 'public' && roles.includes(role)

/** What a role may call of these services, and nothing else of the whole API. Public routes have no authorizer. */
function patternsOf(role: TenantRole, services: readonly Service[], all: readonly Service[]) {
  const routes = all.flatMap((service) => service.routes).filter(({ roles }) => roles !== 'public')
  const own = new Set(services.map(({ name }) => name))
  const isAllowed = (route: (typeof routes)[number]) => own.has(route.service) && mayCall(route.roles, role)
  return routePatterns(
    routes.filter(isAllowed),
    routes.filter((route) => !isAllowed(route)),
  )
}
