import { setTimeout as wait } from 'node:timers/promises'
import { PROPAGATION_SECONDS } from '@tenantry/contracts/timing.ts'
import { ruleOf } from '../rules/route-rule.ts'
import type { AttackClass, Attempt } from '../suite/attempt.ts'
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
  await untilSeen(world)
  const parts = apisOf(world).map((api) => revokedAt(world, api))
  return {
    name: 'revoked',
    controls: parts.flatMap(({ controls }) => controls),
    attempts: parts.flatMap(({ attempts }) => attempts),
    skipped: [],
  }
}

function casesOf(world: World, { name, userPoolId }: Api): Revoked[] {
  const expected = '401 UNAUTHORIZED'
  if (name === 'control plane') {
    const people = lasting(world, { CustomerSupport: world.signedOutOperator }, userPoolId)
    return [{ why: 'an operator who signed out everywhere', people, expected }]
  }
  return [
    { why: 'a suspended tenant', people: lasting(world, byRole(world.suspended)), expected: '403 TENANT_SUSPENDED' },
    { why: 'a tenant that is gone', people: lasting(world, byRole(world.gone)), expected: '403 FORBIDDEN' },
    { why: 'a removed member', people: lasting(world, world.removed), expected: '403 MEMBERSHIP_REVOKED' },
    { why: 'a disabled member', people: lasting(world, world.disabled), expected: '403 MEMBERSHIP_REVOKED' },
    { why: 'someone who signed out everywhere', people: lasting(world, world.signedOut), expected },
  ]
}

function revokedAt(world: World, api: Api): Pick<AttackClass, 'controls' | 'attempts'> {
  const cases = casesOf(world, api)
  const routes = api.routes.filter((route) => !isOpen(route))
  return {
    controls: controlsOf(world, api, routes),
    attempts: routes.flatMap((route) => cases.flatMap((one) => attemptsOn(world, api, route, one))),
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

/** A change has reached every cache after S: each environment of an authorizer has its own. */
async function untilSeen({ local, revokedAt }: World): Promise<void> {
  const left = () => revokedAt + PROPAGATION_SECONDS * 1000 - (local?.system.now() ?? Date.now())
  if (local) local.system.leap(Math.max(0, left()))
  else await wait(Math.max(0, left()))
}
