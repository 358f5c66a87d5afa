import type { PoolClient } from '../client-config.ts'
import type { UserPool } from '../pool-config.ts'
import type { CognitoServices } from '../services.ts'
import { type Claim, claimHolds } from '../srp/exchange.ts'
import type { User } from '../user.ts'
import { verifiedUser } from './verified-user.ts'

type Needs = Pick<CognitoServices, 'users' | 'challenges' | 'lockouts'>

/** PASSWORD_VERIFIER: the user who proved that they know their password. The secret block names the exchange, and is good for one try. */
export function verifySrp(services: Needs) {
  const { users, challenges } = services
  return (pool: UserPool, client: PoolClient, claim: Claim): User => {
    const exchange = challenges.take(client.id, claim.secretBlock, 'PASSWORD_VERIFIER')
    const user = exchange.sub === null ? undefined : users.find(pool.id, exchange.sub)
    const verifier = user && users.credential(user)?.verifier
    return verifiedUser(services)({
      poolId: pool.id,
      user,
      attemptsOf: exchange.attemptsOf,
      // A decoy's verifier belongs to no password: any other number fails as well, after as much work.
      passwordHolds: () =>
        claimHolds(
          { poolId: pool.id, username: exchange.username },
          { ...exchange, verifier: verifier ?? exchange.serverPublic },
          claim,
        ) && verifier !== undefined,
    })
  }
}
