import { options } from '../options.ts'
import { ruleOf } from '../rules/route-rule.ts'
import type { AttackClass, Attempt } from '../suite/attempt.ts'
import { MALFORMED_IDS, unknownIds } from '../suite/ids.ts'
import type { Route } from '../world/route.ts'
import type { World } from '../world/world.ts'
import { type Api, apisOf, controlsOf, isOpen, mayCall, operationName, rightfully } from './api.ts'

/** Every route with an id, by everyone who may call it, with ids that are not theirs: all are 404, as if they did not exist. */
export function ids(world: World): AttackClass {
  const apis = apisOf(world).map((api) => ({ ...api, routes: api.routes.filter(({ path }) => path.includes('{')) }))
  return {
    name: 'ids',
    controls: apis.flatMap((api) => controlsOf(world, api)),
    attempts: apis.flatMap((api) => api.routes.flatMap((route) => attemptsOn(world, api, route))),
    skipped: [],
  }
}

function attemptsOn(world: World, api: Api, route: Route): Attempt[] {
  const callers = Object.entries(api.people).filter(([role]) => mayCall(route, role))
  return callers.flatMap(([role, { token }]) =>
    wrongIds(world, api, route, role).map(([mutation, id]) => ({
      operation: operationName(route),
      role,
      mutation,
      expected: '404 NOT_FOUND',
      send: () => rightfully(world, api, route, { token: isOpen(route) ? undefined : token, id }),
    })),
  )
}

function wrongIds(world: World, api: Api, route: Route, role: string): [mutation: string, id: string][] {
  const { ids } = ruleOf(api.rules, route)
  if (!ids) throw new Error(`The rule of ${operationName(route)} names no ids.`)
  const foreign = ids.foreign(world)
  const near = [foreign, ...Object.values(world.attacker.goods.ids).flat()]
  return [
    ['foreign', foreign],
    ['foreign, in capitals', foreign.toUpperCase()],
    ['foreign, percent-encoded', percentEncoded(foreign)],
    // Operators may name every tenant.
    ...(api.name === 'tenant API' ? tenantIds(world, foreign) : []),
    ...ids.otherKinds(world).map(([kind, id]): [string, string] => [`of another kind: ${kind}`, id]),
    ...MALFORMED_IDS.map((id): [string, string] => [`malformed ${id.slice(0, 40)}`, id]),
    ...unknownIds(options.TENANTRY_ATTACK_COUNT, near, operationName(route) + role).map((id): [string, string] => [
      `unknown ${id}`,
      id,
    ]),
  ]
}

const tenantIds = ({ victim }: World, foreign: string): [string, string][] => [
  ['foreign, with its tenant in front', `${victim.config.tenantId}-0%2F${foreign}`],
  ['foreign tenant', victim.config.tenantId],
  ['foreign shard', `${victim.config.tenantId}-0`],
]

const percentEncoded = (id: string): string => [...id].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join('')
