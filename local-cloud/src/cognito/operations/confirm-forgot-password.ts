import * as z from 'zod'
import type { Operation } from '../../core/service.ts'
import { hidesUsers } from '../client-config.ts'
import { userNotFound, wrongCode } from '../errors.ts'
import { ClientId, ClientMetadata, Password, USER_CONTEXT, Username } from '../inputs.ts'
import { publicOperation } from '../operation.ts'
import { setPassword } from '../password.ts'
import { requireGoodPassword } from '../password-policy.ts'
import type { CognitoServices } from '../services.ts'
import { postConfirmation } from '../triggers/post-confirmation.ts'

const Input = z.strictObject({
  ClientId,
  Username,
  ConfirmationCode: z.string().min(1).max(2048),
  Password,
  ClientMetadata,
})

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmForgotPassword.html */
export function confirmForgotPassword(services: CognitoServices): Operation {
  const { pools, clients, users, codes, attempts, lockouts } = services
  const confirmed = postConfirmation(services)
  return publicOperation(
    Input,
    async ({ ClientId, Username, ConfirmationCode, Password, ClientMetadata }) => {
      const client = clients.get(ClientId)
      const pool = pools.get(client.poolId)
      const user = users.findByName(pool, Username)
      if (!user?.enabled) throw hidesUsers(client) ? wrongCode() : userNotFound()
      requireGoodPassword(pool, Password) // before the code is used up
      attempts.count(user, 'ConfirmForgotPassword')
      codes.redeem(user, 'forgot-password', ConfirmationCode)
      setPassword(services)(pool, user, Password)
      lockouts.succeeded(pool.id, user.sub)
      await confirmed({
        pool,
        user: users.getByName(pool, user.username),
        clientId: client.id,
        source: 'ConfirmForgotPassword',
        clientMetadata: ClientMetadata,
      })
      return {}
    },
    USER_CONTEXT,
  )
}
