import { options } from '../options.ts'
import { ruleOf } from '../rules/route-rule.ts'
import type { AttackClass, Attempt } from '../suite/attempt.ts'
import { unknownIds } from '../suite/ids.ts'
import type { World } from '../world/world.ts'
import { type Api, apisOf, controlsOf, mayCall, operationName, rightfully } from './api.ts'

/** Bodies that name what belongs to another tenant: it does not exist for this one. */
export function references(world: World): AttackClass {
  const apis = apisOf(world).map((api) => ({
    ...api,
    routes: api.routes.filter((route) => ruleOf(api.rules, route).reference),
  }))
  return {
    name: 'references',
    controls: apis.flatMap((api) => controlsOf(world, api)),
    attempts: apis.flatMap((api) => attemptsOn(world, api)),
    skipped: [],
  }
}

function attemptsOn(world: World, api: Api): Attempt[] {
  const { victim } = world
  const near = [victim.goods.productId, victim.goods.orderId]
  return api.routes.flatMap((route) => {
    const { reference, ids } = ruleOf(api.rules, route)
    if (!reference) return []
    const foreign: [string, string][] = [
      ['the victim’s product', victim.goods.productId],
      ['the victim’s order', victim.goods.orderId],
      ['the victim’s tenant', victim.config.tenantId],
      ['a key', `${victim.config.tenantId}-0/${victim.goods.productId}`.slice(0, 64)],
      ...unknownIds(options.TENANTRY_ATTACK_COUNT, near, operationName(route)).map((id): [string, string] => [
        `unknown ${id}`,
        id.slice(0, 64),
      ]),
    ]
    return Object.entries(api.people)
      .filter(([role]) => mayCall(route, role))
      .flatMap(([role, { token }]) =>
        foreign.map(([mutation, id]) => {
          const { body, field } = reference(world, id)
          return {
            operation: operationName(route),
            role,
            mutation,
            expected: `400 INVALID_REQUEST ${field}`,
            send: () => rightfully(world, api, route, { token, body, ...(ids && { id: ids.standing(world) }) }),
          }
        }),
      )
  })
}
