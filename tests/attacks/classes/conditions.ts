import { entityTag } from '@tenantry/contracts/entity-tag.ts'
import { ruleOf } from '../rules/route-rule.ts'
import type { AttackClass, Attempt } from '../suite/attempt.ts'
import type { RouteCall } from '../world/call-route.ts'
import { send } from '../world/http.ts'
import { inTurn } from '../world/in-turn.ts'
import type { Route } from '../world/route.ts'
import type { World } from '../world/world.ts'
import { type Api, apisOf, controlsOf, mayCall, operationName, rightfully } from './api.ts'

/** Every change that can be conditional, on a version that is not the present one: nothing is changed, and nothing is told of what is another's. */
export function conditions(world: World): AttackClass {
  const apis = apisOf(world)
  const conditional = ({ routes }: Api) => routes.filter((route) => route.conditional)
  return {
    name: 'conditions',
    controls: apis.flatMap((api) => controlsOf(world, api, conditional(api))),
    attempts: apis.flatMap((api) => conditional(api).flatMap((route) => attemptsOn(world, api, route))),
    skipped: [],
  }
}

type Case = [mutation: string, call: (version: number, body: object) => RouteCall, expected: string]

function attemptsOn(world: World, api: Api, route: Route): Attempt[] {
  const { ids, body } = ruleOf(api.rules, route)
  if (!ids) throw new Error(`The rule of ${operationName(route)} names no ids.`)
  const own = ids.standing(world)
  return Object.entries(api.people)
    .filter(([role]) => mayCall(route, role))
    .flatMap(([role, { token }]) =>
      casesOf(own, ids.foreign(world), route).map(([mutation, call, expected]) => ({
        operation: operationName(route),
        role,
        mutation,
        expected,
        send: () =>
          inTurn(route.operation, async () => {
            const version = await presentVersion(api, route, { id: own, token })
            return rightfully(world, api, route, { ...call(version, (await body?.(world)) ?? {}), token })
          }),
      })),
    )
}

/** The version that the caller sees; 0 of what nobody can read by itself. */
async function presentVersion(api: Api, route: Route, { id, token }: { id: string; token: string }): Promise<number> {
  const [path = ''] = /^.*?\{\w+\}/.exec(route.path) ?? []
  if (!api.routes.some((one) => one.method === 'GET' && one.path === path)) return 0
  const { text } = await send(api.url, { method: 'GET', path: path.replace(/\{\w+\}/, id), token })
  return JSON.parse(text).version
}

const STALE = '412 PRECONDITION_FAILED'

function casesOf(own: string, foreign: string, route: Route): Case[] {
  const ifMatch =
    (tag: (version: number) => string, id = own) =>
    (version: number): RouteCall => ({ id, headers: { 'if-match': tag(version) } })
  return [
    ['a later version', ifMatch((version) => entityTag(own, version + 1)), `${STALE} If-Match`],
    ['the same version of the victim’s', ifMatch((version) => entityTag(foreign, version)), `${STALE} If-Match`],
    ['the same version of nothing', ifMatch((version) => entityTag('', version)), `${STALE} If-Match`],
    ['the same version, weakly', ifMatch((version) => `W/${entityTag(own, version)}`), `${STALE} If-Match`],
    ['an empty tag', ifMatch(() => '""'), `${STALE} If-Match`],
    ['wildcards in tags', ifMatch(() => `"${own}.*", "*"`), `${STALE} If-Match`],
    ['no tag', ifMatch((version) => String(version)), '400 INVALID_REQUEST If-Match'],
    ['* and a tag', ifMatch((version) => `*, ${entityTag(own, version)}`), '400 INVALID_REQUEST If-Match'],
    ['any version of the foreign one', ifMatch(() => '*', foreign), '404 NOT_FOUND'],
    ['a version of the foreign one', ifMatch((version) => entityTag(foreign, version), foreign), '404 NOT_FOUND'],
    ['the own version, of the foreign one', ifMatch((version) => entityTag(own, version), foreign), '404 NOT_FOUND'],
    ...(route.body ? [inBody(own)] : []),
  ]
}

const inBody = (id: string): Case => [
  'a later version in the body',
  (version, body) => ({ id, body: { ...body, version: version + 1 } }),
  `${STALE} version`,
]
