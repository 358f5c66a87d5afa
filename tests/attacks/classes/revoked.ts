import { setTimeout as wait } from 'node:timers/promises'
import { PROPAGATION_SECONDS } from '@tenantry/contracts/timing.ts'
import { ruleOf } from '../rules/route-rule.ts'
import type { AttackClass, Attempt } from '../suite/attempt.ts'
import { send } from '../world/http.ts'
import type { Member } from '../world/member.ts'
import { lasting } from '../world/renew-tokens.ts'
import { byRole, type World } from '../world/world.ts'
import { type Api, apisOf, controlsOf, isOpen, operationName, rightfully } from './api.ts'

interface Revoked {
  why: string
  people: Record<string, Member>
  expected: string
}

/** Tokens that are genuine and not expired, of people and tenants that lost their right: refused on every route within S, in every word. */
export async function revoked(world: World): Promise<AttackClass> {
  const [api] = apisOf(world).filter(({ name }) => name === 'tenant API')
  if (!api) throw new Error('There is no tenant API.')
  const cases: Revoked[] = [
    { why: 'a suspended tenant', people: lasting(world, byRole(world.suspended)), expected: '403 TENANT_SUSPENDED' },
    { why: 'a tenant that is gone', people: lasting(world, byRole(world.gone)), expected: '403 FORBIDDEN' },
    { why: 'a removed member', people: lasting(world, world.removed), expected: '403 MEMBERSHIP_REVOKED' },
    { why: 'a disabled member', people: lasting(world, world.disabled), expected: '403 MEMBERSHIP_REVOKED' },
    { why: 'someone who signed out everywhere', people: lasting(world, world.signedOut), expected: '401 UNAUTHORIZED' },
  ]
  await Promise.all(
    cases.flatMap(({ people }) => Object.values(people).map((person) => untilRefused(world, api, person))),
  )
  const routes = api.routes.filter((route) => !isOpen(route))
  return {
    name: 'revoked',
    controls: controlsOf(world, api, routes),
    attempts: routes.flatMap((route) => cases.flatMap((one) => attemptsOn(world, api, route, one))),
    skipped: [],
  }
}

function attemptsOn(
  world: World,
  api: Api,
  route: Api['routes'][number],
  { why, people, expected }: Revoked,
): Attempt[] {
  const { ids } = ruleOf(api.rules, route)
  const mutations: [string, object][] = [
    [why, {}],
    [`${why}, naming the tenant`, { headers: { 'x-tenant-id': world.attacker.config.tenantId } }],
    ...(ids ? [[`${why}, a foreign id`, { id: ids.foreign(world) }] as [string, object]] : []),
  ]
  return Object.entries(people).flatMap(([role, { token }]) =>
    mutations.map(([mutation, call]) => ({
      operation: operationName(route),
      role,
      mutation,
      expected,
      send: () =>
        rightfully(world, api, route, {
          token,
          body: route.body ? {} : undefined,
          ...(ids && { id: ids.standing(world) }),
          ...call,
        }),
    })),
  )
}

/** How far a local system's clock goes forward between two looks. */
const STEP_MS = 1000

/** A change has reached every cache after S at the latest; most have seen it while other classes ran. Each authorizer has its own. */
async function untilRefused(world: World, api: Api, { token }: Member): Promise<void> {
  const local = world.local?.system
  const end = world.revokedAt + PROPAGATION_SECONDS * 1000
  const paths = api.routes
    .filter((route) => route.method === 'GET' && !route.path.includes('{') && !isOpen(route))
    .map(({ path }) => path)
  for (;;) {
    const answers = await Promise.all(paths.map((path) => send(api.url, { method: 'GET', path, token })))
    if (answers.every(({ status }) => status === 401 || status === 403)) return
    // Whoever is still let in is what the attempts will find.
    if ((local?.now() ?? Date.now()) > end) return
    if (local) local.leap(STEP_MS)
    else await wait(500)
  }
}
