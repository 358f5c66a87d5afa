import { PROPAGATION_SECONDS } from '@tenantry/contracts/timing.ts'
import { ruleOf } from '../rules/route-rule.ts'
import type { AttackClass, Attempt } from '../suite/attempt.ts'
import type { RouteCall } from '../world/call-route.ts'
import { operate } from '../world/operate.ts'
import type { Route } from '../world/route.ts'
import { tenantWorld } from '../world/tenant-world.ts'
import { byRole, type World } from '../world/world.ts'
import { type Api, apisOf, controlsOf, operationName, rightfully } from './api.ts'

/** People of a tenant whose plan does not have what a route needs call it: refused whatever they name, before anything is looked up. */
export async function entitlements(world: World): Promise<AttackClass> {
  const [api] = apisOf(world) as [Api, ...Api[]]
  const routes = api.routes.filter(({ entitlement }) => entitlement !== null)
  if (routes.length === 0) {
    const nothingToAttack = 'no route needs an entitlement'
    return { name: 'entitlements', controls: [], attempts: [], skipped: [], nothingToAttack }
  }
  const people = byRole(await withoutAny(world))
  return {
    name: 'entitlements',
    controls: controlsOf(world, api, routes),
    attempts: routes.flatMap((route) =>
      Object.entries(people).flatMap(([role, { token }]) =>
        callsOf(world, api, route).map(
          ([mutation, call]): Attempt => ({
            operation: operationName(route),
            role,
            mutation,
            expected: '403 NOT_ENTITLED',
            send: () => rightfully(world, api, route, { token, ...call }),
          }),
        ),
      ),
    ),
    skipped: [],
  }
}

let made = 0

/** A tenant of a tier that has nothing, made for this. */
async function withoutAny(world: World) {
  const name = `Plain ${world.run} ${made++}`
  const limits = { rate: 300, burst: 600, quota: 1_000_000, shards: 1, approval: false, priceCents: 0 }
  const body = { name, deployment: 'pool', entitlements: [], ...limits }
  const { status, text } = await operate(world, { method: 'POST', path: '/tiers', body })
  if (status !== 201) throw new Error(`The tier ${name} was answered ${status} ${text}`)
  // The system's own time reaches what may be this old.
  world.local?.system.leap(PROPAGATION_SECONDS)
  return tenantWorld(world.endpoints, name, name)
}

function callsOf(world: World, api: Api, route: Route): [mutation: string, call: RouteCall][] {
  const { ids } = ruleOf(api.rules, route)
  const key = route.entitlement ?? ''
  const plan = JSON.stringify({ entitlements: [key], allowances: {}, spent: [] })
  const withId = (id: string): RouteCall => (ids ? { id, ...(route.body && { body: {} }) } : {})
  return [
    ['rightful', ids ? { id: ids.standing(world) } : {}],
    ['the entitlement in the query', { ...withId('any'), query: `?entitlement=${key}&entitlements=${key}` }],
    ['the plan in a header', { ...withId('any'), headers: { plan, 'x-plan': plan, 'x-entitlements': key } }],
    ['another tenant in a header', { ...withId('any'), headers: { 'x-tier': 'Premium' } }],
    ['a method override', { ...withId('any'), headers: { 'x-http-method-override': 'POST' } }],
    ...(ids ? [['foreign', withId(ids.foreign(world))] as [string, RouteCall]] : []),
  ]
}
