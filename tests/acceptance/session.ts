import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { type Person, type Pool, signIn } from './person.ts'

/** Access tokens are good for a quarter of an hour, which passes where a machine is slow or time leaps. */
const LONGEST_MS = 600_000

const clocks = new WeakMap<Endpoints, () => number>()

/** From now on people of this system sign in again by its clock. */
export const sessionsGoBy = (endpoints: Endpoints, now: () => number): void => void clocks.set(endpoints, now)

/** Answers an access token that is not about to end. */
export type Session = () => Promise<string>

/**
 * Somebody's session, in which they sign in again whenever it is old. Who may not any more has the token that they had. `token` has just been given to them;
 * without it, they sign in when one is asked for.
 */
export function lastingSession(
  endpoints: Endpoints,
  pool: Pool,
  person: Person,
  { token }: { token?: string } = {},
): Session {
  const time = () => clocks.get(endpoints)?.() ?? Date.now()
  let current = Promise.resolve(token ?? '')
  let until = token === undefined ? Number.NEGATIVE_INFINITY : time() + LONGEST_MS
  return () => {
    if (time() < until) return current
    const last = token === undefined ? null : current
    until = time() + LONGEST_MS
    current = signIn(endpoints, pool, person).catch((error: unknown) => {
      if (last) return last
      until = Number.NEGATIVE_INFINITY
      throw error
    })
    return current
  }
}
