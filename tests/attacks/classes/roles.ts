import { options } from '../options.ts'
import { ruleOf } from '../rules/route-rule.ts'
import type { AttackClass, Attempt } from '../suite/attempt.ts'
import { MALFORMED_IDS, unknownIds } from '../suite/ids.ts'
import type { RouteCall } from '../world/call-route.ts'
import type { Route } from '../world/route.ts'
import type { World } from '../world/world.ts'
import { type Api, apisOf, controlsOf, mayCall, operationName, rightfully } from './api.ts'

/** Every route, by a role that the permission table does not name: 403 whatever is sent, before anything is read. */
export function roles(world: World): AttackClass {
  const apis = apisOf(world)
  const attempts = apis.flatMap((api) => api.routes.flatMap((route) => attemptsOn(world, api, route)))
  const attacked = new Set(attempts.map(({ operation }) => operation))
  return {
    name: 'roles',
    controls: apis.flatMap((api) => controlsOf(world, api)).filter(({ operation }) => attacked.has(operation)),
    attempts,
    skipped: [],
  }
}

function attemptsOn(world: World, api: Api, route: Route): Attempt[] {
  const denied = Object.entries(api.people).filter(([role]) => !mayCall(route, role))
  return denied.flatMap(([role, { token }]) =>
    callsOf(world, api, route).map(([mutation, call]) => ({
      operation: operationName(route),
      role,
      mutation,
      expected: '403 FORBIDDEN',
      send: () => rightfully(world, api, route, { token, ...call }),
    })),
  )
}

function callsOf(world: World, api: Api, route: Route): [mutation: string, call: RouteCall][] {
  const { ids } = ruleOf(api.rules, route)
  const withId = (id: string): RouteCall => (ids ? { id, ...(route.body && { body: {} }) } : {})
  return [
    ['rightful', ids ? { id: ids.standing(world) } : {}],
    ['empty body', { ...withId('any'), ...(route.body && { body: {} }) }],
    ['a role in the body', { ...withId('any'), body: { role: 'TenantAdmin', isAdmin: true } }],
    ['a role in a header', { ...withId('any'), headers: { 'x-role': 'TenantAdmin', 'x-user-role': 'SystemAdmin' } }],
    ['a method override', { ...withId('any'), headers: { 'x-http-method-override': 'GET' } }],
    ['the tenant in a header', { ...withId('any'), headers: { 'x-tenant-id': world.attacker.config.tenantId } }],
    ...(ids
      ? [
          ['foreign', withId(ids.foreign(world))] as [string, RouteCall],
          ...[
            ...MALFORMED_IDS,
            ...unknownIds(options.TENANTRY_ATTACK_COUNT / 2, [ids.foreign(world)], operationName(route)),
          ].map((id): [string, RouteCall] => [`id ${id.slice(0, 60)}`, withId(id)]),
        ]
      : []),
  ]
}
