import { options } from '../options.ts'
import type { AttackClass, Attempt } from '../suite/attempt.ts'
import { FORGERIES, flipped } from '../suite/forgeries.ts'
import type { RouteCall } from '../world/call-route.ts'
import { claimsOf, type Member } from '../world/member.ts'
import { byRole, type World } from '../world/world.ts'
import { type Api, apisOf, controlsOf, isOpen, operationName, rightfully } from './api.ts'

/** Every route that wants a token, with tokens that are none of its own: all are 401. */
export function tokens(world: World): AttackClass {
  const apis = apisOf(world)
  return {
    name: 'tokens',
    controls: apis.flatMap((api) =>
      controlsOf(
        world,
        api,
        api.routes.filter((route) => !isOpen(route)),
      ),
    ),
    attempts: apis.flatMap((api) => attemptsOn(world, api)),
    skipped: world.local
      ? []
      : ['expired tokens and a stranger’s pool: a deployed system’s time and account are its own'],
  }
}

function attemptsOn(world: World, api: Api): Attempt[] {
  const routes = api.routes.filter((route) => !isOpen(route))
  return Object.entries(api.people).flatMap(([role, person]) => {
    const others = othersOf(world, api, person)
    return routes.flatMap((route) => {
      const forgeries = [
        ...FORGERIES,
        ...flipped(Math.ceil(options.TENANTRY_ATTACK_COUNT / 10), operationName(route) + role),
      ]
      const calls: [string, () => RouteCall][] = [
        ...forgeries.map(([mutation, forge]): [string, () => RouteCall] => [
          mutation,
          () => ({ token: forge(person.token) }),
        ]),
        ...headers(person.token).map(([mutation, call]): [string, () => RouteCall] => [mutation, () => call]),
        ...others.map(([mutation, token]): [string, () => RouteCall] => [mutation, () => ({ token })]),
      ]
      return calls.map(([mutation, call]) => ({
        operation: operationName(route),
        role,
        mutation,
        expected: '401 UNAUTHORIZED',
        send: () => rightfully(world, api, route, { ...placeholders(route.path), ...call() }),
      }))
    })
  })
}

/** Nothing is made for a call that must not get as far as reading it. */
const placeholders = (path: string): RouteCall => ({ body: {}, ...(path.includes('{') && { id: 'any' }) })

/** The token in a header that is not quite the one. */
const headers = (token: string): [string, RouteCall][] => [
  ['no token', {}],
  ['a token without a scheme', { headers: { authorization: token } }],
  ['a token as Basic', { headers: { authorization: `Basic ${token}` } }],
  ['an empty Bearer', { headers: { authorization: 'Bearer ' } }],
  ['a token in the query', { query: `?access_token=${token}` }],
  ['a token in a cookie', { headers: { cookie: `access_token=${token}` } }],
  ['a token in X-Amz-Security-Token', { headers: { 'x-amz-security-token': token } }],
]

const HOUR_AGO = Math.floor(Date.now() / 1000) - 3600

/** What the right pool might have signed, for another time, client or purpose. */
const REISSUED: [string, object | ((claims: Record<string, unknown>) => object)][] = [
  ['expired', { exp: HOUR_AGO }],
  ['token_use id', { token_use: 'id' }],
  ['an id token with every claim', ({ client_id }) => ({ token_use: 'id', aud: client_id })],
  ['without token_use', { token_use: undefined }],
  ['another client', { client_id: 'another', aud: 'another' }],
  ['without a client', { client_id: undefined }],
  ['another issuer', { iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_AAAAAAAAA' }],
  ['an issuer that only begins like ours', { iss: 'https://cognito-idp.us-east-1.amazonaws.com.evil.example/' }],
  ['without an issuer', { iss: undefined }],
]

const changeOf = (change: (typeof REISSUED)[number][1], token: string): object =>
  typeof change === 'function' ? change(claimsOf(token)) : change

/** Tokens that are genuine, and for something else. */
function othersOf(world: World, { name, userPoolId }: Api, person: Member): [string, string][] {
  const own = name === 'tenant API'
  const others = own ? world.operators : byRole(world.attacker)
  return [
    ['id token', person.idToken],
    ['refresh token', person.refreshToken],
    ...Object.entries(others).flatMap(([other, { token, idToken }]): [string, string][] => [
      [`other pool’s token of a ${other}`, token],
      [`other pool’s id token of a ${other}`, idToken],
    ]),
    ...(world.local
      ? [
          ['stranger’s pool that names the tenant', world.local.stranger.token] as [string, string],
          ...REISSUED.map(([mutation, change]): [string, string] => [
            `genuinely signed, ${mutation}`,
            world.local?.reissue(userPoolId, person.token, changeOf(change, person.token)) ?? '',
          ]),
          ['stranger’s id token that names the tenant', world.local.stranger.idToken] as [string, string],
        ]
      : []),
  ]
}
