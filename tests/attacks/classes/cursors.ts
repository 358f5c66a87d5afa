import fc from 'fast-check'
import { options } from '../options.ts'
import { ruleOf } from '../rules/route-rule.ts'
import type { AttackClass, Attempt } from '../suite/attempt.ts'
import { generated } from '../suite/generate.ts'
import { ID_PREFIXES } from '../suite/ids.ts'
import { firstCursor } from '../world/belongings.ts'
import type { Route } from '../world/route.ts'
import type { World } from '../world/world.ts'
import { type Api, apisOf, controlsOf, mayCall, operationName, rightfully } from './api.ts'

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Every list, with positions that its API did not give to this caller: none shows what is not theirs. */
export function cursors(world: World): AttackClass {
  const apis = apisOf(world).map((api) => ({ ...api, routes: api.routes.filter(({ paged }) => paged) }))
  return {
    name: 'cursors',
    controls: apis.flatMap((api) => controlsOf(world, api)),
    attempts: apis.flatMap((api) => api.routes.flatMap((route) => attemptsOn(world, api, route))),
    skipped: [],
  }
}

function attemptsOn(world: World, api: Api, route: Route): Attempt[] {
  const { tenantId } = world.victim.config
  const foreign = world.victim.goods.cursors[route.path]
  const refused = '400 INVALID_CURSOR cursor'
  const positions: unknown[] = [
    null,
    [],
    '',
    0,
    {},
    { after: null },
    { after: 7 },
    { after: ID_PREFIXES },
    { after: {} },
    { after: '' },
    { after: '*' },
    { after: `${tenantId}-0/x` },
    { after: `../${tenantId}` },
    { shardId: `${tenantId}-0`, id: `${ID_PREFIXES[0]}_` },
    { tenantId },
    { after: 'a'.repeat(2000) },
    { $gt: '' },
    { pk: `tenant#${tenantId}`, sk: 'tenant' },
  ]
  const noise = generated(
    fc.stringMatching(/^[A-Za-z0-9_-]{1,60}$/),
    options.TENANTRY_ATTACK_COUNT,
    operationName(route),
  )
  const cases: [mutation: string, query: string, expected: string][] = [
    // A cursor opens for the tenant and the list that it was made for.
    ...(foreign ? [['the victim’s', `?cursor=${foreign}`, refused] as [string, string, string]] : []),
    ...(foreign ? [['the victim’s, cut', `?cursor=${foreign.slice(0, -6)}`, refused] as [string, string, string]] : []),
    ...(api.name === 'tenant API' ? ofOtherLists(world, route) : []),
    ...positions.map((position): [string, string, string] => [
      JSON.stringify(position).slice(0, 60),
      `?cursor=${encode(position)}`,
      refused,
    ]),
    ...noise.map((text): [string, string, string] => [`noise ${text}`, `?cursor=${text}`, refused]),
    ...ordersOf(world, route),
    ['empty', '?cursor=', refused],
    ['percent', '?cursor=%25%00', refused],
    ...['0', '-1', String(route.mostItems + 1), '1e2', '1.5', ' 1', 'all', '99999999999999999999', '0x10', ''].map(
      (limit): [string, string, string] => [
        `limit "${limit}"`,
        `?limit=${encodeURIComponent(limit)}`,
        '400 INVALID_REQUEST limit',
      ],
    ),
  ]
  const needed = ruleOf(api.rules, route).query?.(world) ?? ''
  return Object.entries(api.people)
    .filter(([role]) => mayCall(route, role))
    .flatMap(([role, { token }]) => {
      const attempt = (mutation: string, expected: string, query: () => Promise<string> | string): Attempt => ({
        operation: operationName(route),
        role,
        mutation,
        expected,
        send: async () => rightfully(world, api, route, { token, query: withRest(await query(), needed) }),
      })
      const fresh = async () => {
        const cursor = await firstCursor(world.victim, route.path)
        // Without one the request would be refused whatever cursors are bound to.
        if (cursor === null) throw new Error(`The victim's list ${route.path} has one page now`)
        return `?cursor=${cursor}`
      }
      return [
        ...(foreign ? [attempt('the victim’s, made now', refused, fresh)] : []),
        ...cases.map(([mutation, query, expected]) => attempt(mutation, expected, () => query)),
      ]
    })
}

/** A query, and what the list is not answered without. */
function withRest(query: string, needed: string): string {
  const named = new Set(new URLSearchParams(query).keys())
  const rest = [...new URLSearchParams(needed)].filter(([name]) => !named.has(name))
  return [query, ...rest.map(([name, value]) => `${name}=${encodeURIComponent(value)}`)].join('&')
}

/** Own cursors of other lists, and the own one with a letter changed. */
function ofOtherLists({ attacker }: World, { path }: Route): [mutation: string, query: string, expected: string][] {
  const { [path]: own, ...others } = attacker.goods.cursors
  const changed = [...(own ?? '')].flatMap((letter, at, letters) =>
    at % CHANGED_EVERY === 0 ? [[at, letters.with(at, letter === 'A' ? 'B' : 'A').join('')] as const] : [],
  )
  return [
    ...Object.entries(others).map(([other, cursor]) => [`of ${other}`, cursor] as const),
    ...changed.map(([at, cursor]) => [`its own, changed at ${at}`, cursor] as const),
  ].map(([mutation, cursor]) => [mutation, `?cursor=${cursor}`, '400 INVALID_CURSOR cursor'])
}
const CHANGED_EVERY = 16

/** Positions belong to one order of the list; what the list does not come in is refused by name. */
function ordersOf({ attacker }: World, route: Route): [mutation: string, query: string, expected: string][] {
  const own = attacker.goods.cursors[route.path]
  const takes = (name: string) => route.query.includes(name)
  const refused = '400 INVALID_CURSOR cursor'
  const wrong = (name: string, values: string[]): [string, string, string][] =>
    values.map((value) => [`${name} "${value}"`, `?${name}=${value}`, `400 INVALID_REQUEST ${name}`])
  return [
    ...((own && route.choices.sort) || [])
      .filter((sort) => sort !== 'createdAt')
      .map((sort): [string, string, string] => [`its own, by ${sort}`, `?sort=${sort}&cursor=${own}`, refused]),
    ...(own && takes('order') ? [['its own, backwards', `?order=desc&cursor=${own}`, refused]] : []),
    ...(own && takes('search') ? [['its own, searched', `?search=own&cursor=${own}`, refused]] : []),
    ...(takes('sort') ? wrong('sort', ['tenantId', 'shardId', 'id', '__proto__', '*', '']) : []),
    ...(takes('order') ? wrong('order', ['random', 'ASC', '']) : []),
    ...(takes('search') ? wrong('search', ['', '%20', 'x'.repeat(101)]) : []),
  ] as [string, string, string][]
}
