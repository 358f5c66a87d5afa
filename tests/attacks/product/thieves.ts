import { vendedSessions } from '../classes/dynamodb.ts'
import type { Credentials } from '../world/accounts.ts'
import type { World } from '../world/world.ts'

/** Someone with code inside a function: under the function's role, or under a session of its requests. */
export interface Thief {
  role: string
  credentials: Credentials
  /** The function whose role it is. */
  of?: string
}

/** Every session that authorizers vend, and the role of every function of the app plane. */
export async function thievesOf(world: World): Promise<Thief[]> {
  const { local } = world
  const sessions = await vendedSessions(world)
  const roles = (local?.functions ?? []).map(
    async (of): Promise<Thief[]> => (local ? [{ of, role: `role of ${of}`, credentials: await local.roleOf(of) }] : []),
  )
  return [
    ...sessions.map(({ role, credentials }) => ({ role: `session of a ${role}`, credentials })),
    ...(await Promise.all(roles)).flat(),
  ]
}
