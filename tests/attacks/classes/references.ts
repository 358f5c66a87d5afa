import { options } from '../options.ts'
import { otherKinds } from '../product/own-ids.ts'
import { ENTITIES } from '../product/services.ts'
import { ruleOf } from '../rules/route-rule.ts'
import type { AttackClass, Attempt } from '../suite/attempt.ts'
import { MALFORMED_IDS, unknownIds } from '../suite/ids.ts'
import { setAt } from '../suite/set-at.ts'
import type { Route } from '../world/route.ts'
import type { World } from '../world/world.ts'
import { type Api, apisOf, controlsOf, isOpen, mayCall, operationName, rightfully } from './api.ts'

/** Bodies that name what belongs to another tenant: it does not exist for this one, and the refusal names the member. */
export function references(world: World): AttackClass {
  const apis = apisOf(world).map((api) => ({
    ...api,
    routes: api.routes.filter((route) => (ruleOf(api.rules, route).references ?? []).length > 0),
  }))
  return {
    name: 'references',
    controls: apis.flatMap((api) => controlsOf(world, api)),
    attempts: apis.flatMap((api) => api.routes.flatMap((route) => attemptsOn(world, api, route))),
    skipped: [],
    ...(apis.every(({ routes }) => routes.length === 0) && { nothingToAttack: 'no body names an entity' }),
  }
}

function attemptsOn(world: World, api: Api, route: Route): Attempt[] {
  const { references = [], ids, body: rightfulBody } = ruleOf(api.rules, route)
  return Object.entries(api.people)
    .filter(([role]) => mayCall(route, role))
    .flatMap(([role, { token }]) =>
      references.flatMap(({ entity, path }) =>
        wrongIds(world, entity, operationName(route)).map(([mutation, id]) => ({
          operation: operationName(route),
          role,
          mutation: `${path.join('.')} is ${mutation}`,
          expected: `400 INVALID_REQUEST ${path.join('.')}`,
          async send() {
            const body = setAt(await rightfulBody?.(world), path, id)
            const standing = ids && { id: ids.standing(world) }
            return rightfully(world, api, route, { token: isOpen(route) ? undefined : token, body, ...standing })
          },
        })),
      ),
    )
}

/** What the member takes as an id at most. */
const LONGEST = 64

function wrongIds(world: World, entity: string, salt: string): [mutation: string, id: string][] {
  const { victim } = world
  const { tenantId } = victim.config
  const foreign = ENTITIES.flatMap(({ name }): [string, string][] =>
    (victim.goods.ids[name] ?? []).slice(0, 1).map((id) => [`the victim’s ${name}`, id]),
  )
  const near = foreign.map(([, id]) => id)
  const [[, one = ''] = []] = foreign
  return [
    ...foreign,
    ['the victim’s tenant', tenantId],
    ['a key', `${tenantId}-0/${one}`.slice(0, LONGEST)],
    ...otherKinds(world, entity).map(([kind, id]): [string, string] => [`an own ${kind}`, id]),
    ...MALFORMED_IDS.map((id): [string, string] => [`malformed ${id.slice(0, 40)}`, id]),
    ...unknownIds(options.TENANTRY_ATTACK_COUNT, near, salt).map((id): [string, string] => [
      `unknown ${id}`,
      id.slice(0, LONGEST),
    ]),
  ]
}
