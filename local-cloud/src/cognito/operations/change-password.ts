import * as z from 'zod'
import type { Operation } from '../../core/service.ts'
import { Password } from '../inputs.ts'
import { publicOperation } from '../operation.ts'
import { setPassword } from '../password.ts'
import type { CognitoServices } from '../services.ts'
import { verifiedUser } from '../sign-in/verified-user.ts'
import { passwordMatches } from '../srp/verifier.ts'
import { readAccessToken } from '../tokens/read-access-token.ts'

const Input = z.strictObject({ AccessToken: z.string(), PreviousPassword: Password, ProposedPassword: Password })

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ChangePassword.html */
export function changePassword(services: CognitoServices): Operation {
  return publicOperation(Input, ({ AccessToken, PreviousPassword, ProposedPassword }) => {
    const { pool, user } = readAccessToken(services)(AccessToken)
    const credential = services.users.credential(user)
    verifiedUser(services)({
      poolId: pool.id,
      user,
      attemptsOf: user.sub,
      passwordHolds: () => credential !== undefined && passwordMatches(user, credential, PreviousPassword),
    })
    setPassword(services)(pool, user, ProposedPassword)
    return {}
  })
}
