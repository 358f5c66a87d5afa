import { matrix, NO_RIGHTS } from '../dynamodb/matrix.ts'
import { administratorOfExports, onExports } from '../files/exports.ts'
import type { AttackClass, Attempt } from '../suite/attempt.ts'
import { callRoute } from '../world/call-route.ts'
import { type Route, routesOf } from '../world/route.ts'
import { type SiloWorld, siloWorld } from '../world/silo-world.ts'
import type { World } from '../world/world.ts'
import { isOpen, operationName } from './api.ts'
import { administrators, targetsOf } from './dynamodb.ts'

/** A silo from outside, with tokens of other places; the pool from inside a silo, with its people's tokens and with code in its functions. */
export async function silos(world: World): Promise<AttackClass> {
  if (!world.local) {
    return {
      name: 'silos',
      controls: [],
      attempts: [],
      skipped: ['all of it: a silo of a deployed system costs money, and runs no code of an attacker’s'],
    }
  }
  const silo = await siloWorld(world)
  const targets = await targetsOf(world)
  const siloRoutes = await routesOf(silo.config.apiUrl)
  const inside = [...silo.roles].flatMap(([role, credentials]) =>
    targets.flatMap((target) => {
      const session = { role: `${role} of a silo`, credentials, rights: NO_RIGHTS }
      return matrix(world, target, session).attempts
    }),
  )
  const onFiles = [...silo.roles].map(([role, credentials]) =>
    onExports(world, { role: `${role} of a silo`, credentials }),
  )
  return {
    name: 'silos',
    controls: [
      atSilo(world, silo, siloRoutes).rightful,
      atPool(world, silo).rightful,
      ...administrators(world, targets),
      ...(await administratorOfExports(world)),
    ],
    attempts: [
      ...atSilo(world, silo, siloRoutes).attempts,
      ...atPool(world, silo).attempts,
      ...inside,
      ...(await Promise.all(onFiles)).flat(),
    ],
    skipped: [],
  }
}

/** Tokens of the pool's people at the API of a silo. */
function atSilo(world: World, { config, admin }: SiloWorld, routes: Route[]) {
  const { attacker, victim } = world
  const people = { 'attacker admin': attacker.admin, 'attacker user': attacker.user, 'victim admin': victim.admin }
  return foreignTokens(world, { operation: 'API of a silo', url: config.apiUrl, routes, own: admin.token, people })
}

/** Tokens of a silo's people at the API of the pool. */
const atPool = (world: World, { admin }: SiloWorld) =>
  foreignTokens(world, {
    operation: 'API of the pool',
    url: world.attacker.config.apiUrl,
    routes: world.tenantRoutes,
    own: world.attacker.admin.token,
    people: { 'admin of a silo': admin },
  })

function foreignTokens(
  world: World,
  {
    operation,
    url,
    routes,
    own,
    people,
  }: { operation: string; url: string; routes: Route[]; own: string; people: Record<string, { token: string }> },
): { rightful: Attempt; attempts: Attempt[] } {
  const call = (route: { method: string; path: string }, token: string) =>
    callRoute(world.canaries, url, route, { token, ...(route.path.includes('{') && { id: 'any' }), ...bodyOf(route) })
  const rightful: Attempt = {
    operation,
    role: 'its own',
    mutation: 'nothing is wrong',
    expected: '200',
    send: () => call({ method: 'GET', path: '/me' }, own),
  }
  const attempts = Object.entries(people).flatMap(([role, { token }]) =>
    routes
      .filter((route) => !isOpen(route))
      .map((route) => ({
        operation,
        role,
        mutation: operationName(route),
        expected: '401 UNAUTHORIZED',
        send: () => call(route, token),
      })),
  )
  return { rightful, attempts }
}

/** Nothing is made for a call that must not get as far as reading it. */
const bodyOf = ({ method }: { method: string }) => (method === 'GET' || method === 'DELETE' ? {} : { body: {} })
