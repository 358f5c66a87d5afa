import { hidesUsers, type PoolClient } from '../client-config.ts'
import { invalidParameter, userNotFound } from '../errors.ts'
import { foldName, type UserPool } from '../pool-config.ts'
import type { CognitoServices } from '../services.ts'
import { decoyUser } from '../srp/decoy.ts'
import { isValidClientPublic, serverPublic } from '../srp/exchange.ts'

type Needs = Pick<CognitoServices, 'context' | 'pools' | 'users' | 'challenges'>

/** USER_SRP_AUTH: answers A with B. A user that does not exist gets an answer too, where the client hides users. */
export function startSrp({ context, pools, users, challenges }: Needs) {
  return (pool: UserPool, client: PoolClient, name: string, srpA: string) => {
    if (!isValidClientPublic(srpA)) throw invalidParameter('Invalid SRP_A value.')
    const user = users.findByName(pool, name)
    if (!user && !hidesUsers(client)) throw userNotFound()
    const credential = user && users.credential(user)
    const decoy = decoyUser(pool, pools.key(pool.id), foldName(pool, name))
    const { salt, verifier } = credential ?? decoy
    const username = user?.username ?? decoy.username
    const serverSecret = context.ids.bytes(32).toString('hex')
    const srpB = serverPublic({ verifier, serverSecret })
    const secretBlock = context.ids.bytes(128).toString('base64')
    challenges.open(
      client.id,
      secretBlock,
      {
        name: 'PASSWORD_VERIFIER',
        sub: user?.sub ?? null,
        username,
        attemptsOf: user?.sub ?? foldName(pool, name),
        serverSecret,
        serverPublic: srpB,
        clientPublic: srpA,
      },
      client.config.AuthSessionValidity,
    )
    return {
      ChallengeName: 'PASSWORD_VERIFIER',
      ChallengeParameters: {
        SALT: salt,
        SECRET_BLOCK: secretBlock,
        SRP_B: srpB,
        USERNAME: username,
        USER_ID_FOR_SRP: username,
      },
    }
  }
}
