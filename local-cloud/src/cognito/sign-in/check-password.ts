import { hidesUsers, type PoolClient } from '../client-config.ts'
import { userNotFound } from '../errors.ts'
import { foldName, type UserPool } from '../pool-config.ts'
import type { CognitoServices } from '../services.ts'
import { decoyUser } from '../srp/decoy.ts'
import { passwordMatches } from '../srp/verifier.ts'
import type { User } from '../user.ts'
import { verifiedUser } from './verified-user.ts'

type Needs = Pick<CognitoServices, 'pools' | 'users' | 'lockouts'>

/** The user with this name and password: both are compared as SRP would, since nothing else is kept. */
export function checkPassword(services: Needs) {
  const { pools, users } = services
  return (pool: UserPool, client: PoolClient, name: string, password: string): User => {
    const user = users.findByName(pool, name)
    if (!user && !hidesUsers(client)) throw userNotFound()
    const decoy = decoyUser(pool, pools.key(pool.id), foldName(pool, name))
    const credential = user && users.credential(user)
    const username = user?.username ?? decoy.username
    return verifiedUser(services)({
      poolId: pool.id,
      user,
      attemptsOf: user?.sub ?? foldName(pool, name),
      passwordHolds: () => passwordMatches({ poolId: pool.id, username }, credential ?? decoy, password),
    })
  }
}
