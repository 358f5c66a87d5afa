import type { AnyEntity } from '@tenantry/contracts/service/entity.ts'
import { entityOf } from '../product/entity-routes.ts'
import { otherKinds } from '../product/own-ids.ts'
import { rightfulBody } from '../product/rightful-body.ts'
import { ENTITIES } from '../product/services.ts'
import { referencesIn } from '../suite/body-members.ts'
import { makeEntity } from '../world/belongings.ts'
import type { Route } from '../world/route.ts'
import type { World } from '../world/world.ts'
import { oneItem, type RouteRule } from './route-rule.ts'

/** How the routes of services are called rightfully: their document has an example of each body, and marks ids of entities. */
export const serviceRules = (routes: Route[]): Record<string, RouteRule> =>
  Object.fromEntries(routes.flatMap((route) => (isDerivable(route) ? [[route.operation, ruleFor(route)]] : [])))

/** A parameter that names no entity needs a rule of its own. */
const isDerivable = (route: Route): boolean => !route.path.includes('{') || entityOf(route, ENTITIES) !== undefined

function ruleFor(route: Route): RouteRule {
  const { body, example } = route
  const entity = entityOf(route, ENTITIES)
  return {
    ...(route.paged && oneItem),
    ...(entity && { ids: idsOf(entity) }),
    ...(body && { body: ({ attacker }: World) => rightfulBody(route, attacker.goods.ids) }),
    ...(body && { references: referencesIn(body, example) }),
  }
}

const first = ({ name }: AnyEntity, ids: Record<string, string[]>): string => {
  const [id] = ids[name] ?? []
  if (!id) throw new Error(`Nobody has a ${name}: no route makes one, and no list shows what a worker makes.`)
  return id
}

const idsOf = (entity: AnyEntity): NonNullable<RouteRule['ids']> => ({
  own: ({ attacker, tenantRoutes }) => makeEntity(attacker, tenantRoutes, entity, attacker.goods.ids),
  standing: ({ attacker }) => first(entity, attacker.goods.ids),
  foreign: ({ victim }) => first(entity, victim.goods.ids),
  otherKinds: (world) => otherKinds(world, entity.name),
})
