import { administratorOfExports, onExports } from '../files/exports.ts'
import type { AttackClass } from '../suite/attempt.ts'
import type { World } from '../world/world.ts'
import { vendedSessions } from './dynamodb.ts'

/** The bucket of all tenants' exports, with what code inside functions has: the sessions of callers, and the functions' own roles. */
export async function exports(world: World): Promise<AttackClass> {
  const { local } = world
  const sessions = await vendedSessions(world)
  const roles = (local?.functions ?? []).map(async (name) => ({
    role: `role of ${name}`,
    credentials: (await local?.roleOf(name)) ?? world.endpoints.credentials,
  }))
  const thieves = [...sessions, ...(await Promise.all(roles))]
  return {
    name: 'exports',
    controls: await administratorOfExports(world),
    attempts: (await Promise.all(thieves.map((thief) => onExports(world, thief)))).flat(),
    skipped: local ? [] : ['own roles of functions: a deployed system runs no code of an attacker’s'],
  }
}
