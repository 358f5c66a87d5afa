import { options } from '../options.ts'
import { ruleOf } from '../rules/route-rule.ts'
import type { AttackClass, Attempt } from '../suite/attempt.ts'
import { wrongBodies } from '../suite/wrong-bodies.ts'
import type { RouteCall } from '../world/call-route.ts'
import type { JsonSchema, Route } from '../world/route.ts'
import type { World } from '../world/world.ts'
import { type Api, apisOf, controlsOf, isOpen, mayCall, operationName, rightfully } from './api.ts'

/** Every route with a body, by everyone who may call it: members that are not the client's to set, pollution, wrong types, too much of anything. */
export async function bodies(world: World): Promise<AttackClass> {
  const apis = apisOf(world).map((api) => ({ ...api, routes: api.routes.filter(({ body }) => body !== null) }))
  const attempts = apis.flatMap((api) => api.routes.map((route) => attemptsOn(world, api, route)))
  return {
    name: 'bodies',
    controls: apis.flatMap((api) => controlsOf(world, api)),
    attempts: (await Promise.all(attempts)).flat(),
    skipped: [],
  }
}

async function attemptsOn(world: World, api: Api, route: Route): Promise<Attempt[]> {
  const rule = ruleOf(api.rules, route)
  const rightful = await rule.body?.(world)
  if (!rightful) throw new Error(`The rule of ${operationName(route)} has no body.`)
  const id = rule.ids?.standing(world)
  return Object.entries(api.people)
    .filter(([role]) => mayCall(route, role))
    .flatMap(([role, { token }]) => {
      const cases = casesOf(route.body ?? {}, rightful, operationName(route) + role)
      return cases.map(([mutation, call, expected]) => ({
        operation: operationName(route),
        role,
        mutation,
        expected,
        send: () =>
          rightfully(world, api, route, { ...(id && { id }), token: isOpen(route) ? undefined : token, ...call }),
      }))
    })
}

function casesOf(
  schema: JsonSchema,
  rightful: object,
  salt: string,
): [mutation: string, call: RouteCall, expected: string][] {
  const wrong = wrongBodies(schema, rightful, options.TENANTRY_ATTACK_COUNT, salt)
  const type = (name: string): RouteCall => ({ body: rightful, headers: { 'content-type': name } })
  return [
    ...wrong.map(({ mutation, body, field }): [string, RouteCall, string] => [
      mutation,
      { body },
      `400 INVALID_REQUEST ${field}`,
    ]),
    ['200 kB', { body: { ...rightful, padding: 'x'.repeat(200_000) } }, '413 PAYLOAD_TOO_LARGE body'],
    [
      '50,000 nested lists',
      { body: '['.repeat(49_000) + ']'.repeat(49_000) },
      `400 INVALID_REQUEST ${'0.'.repeat(32)}0`,
    ],
    ['50,000 open lists', { body: '['.repeat(50_000) }, '400 INVALID_REQUEST body'],
    ...['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'multipart/form-data'].map(
      (name): [string, RouteCall, string] => [`as ${name}`, type(name), '415 UNSUPPORTED_MEDIA_TYPE Content-Type'],
    ),
  ]
}
