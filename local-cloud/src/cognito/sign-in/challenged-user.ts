import { invalidParameter, notAuthorized } from '../errors.ts'
import type { UserPool } from '../pool-config.ts'
import type { CognitoServices } from '../services.ts'
import type { User } from '../user.ts'

/** The user to whom a challenge was given, who must still be able to sign in, and be the one that the answer names. */
export function challengedUser({ users }: Pick<CognitoServices, 'users'>) {
  return (pool: UserPool, sub: string, username: string | undefined): User => {
    if (!username) throw invalidParameter('Missing required parameter USERNAME')
    const user = users.find(pool.id, sub)
    if (!user || users.findByName(pool, username)?.sub !== sub) throw notAuthorized('Invalid session for the user.')
    if (!user.enabled) throw notAuthorized('User is disabled.')
    return user
  }
}
