import * as z from 'zod'
import { only } from '../../core/only.ts'
import type { Operation } from '../../core/service.ts'
import { hidesUsers } from '../client-config.ts'
import { expiredCode, notAuthorized, userNotFound } from '../errors.ts'
import { ClientId, ClientMetadata, USER_CONTEXT, Username } from '../inputs.ts'
import { publicOperation } from '../operation.ts'
import type { CognitoServices } from '../services.ts'
import { postConfirmation } from '../triggers/post-confirmation.ts'
import { requireFreeEmail } from '../update-attributes.ts'

const Input = z.strictObject({
  ClientId,
  Username,
  ConfirmationCode: z.string().min(1).max(2048),
  ForceAliasCreation: only(false).optional(),
  ClientMetadata,
})

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmSignUp.html */
export function confirmSignUp(services: CognitoServices): Operation {
  const { pools, clients, users, codes, attempts } = services
  const confirmed = postConfirmation(services)
  return publicOperation(
    Input,
    async ({ ClientId, Username, ConfirmationCode, ClientMetadata }) => {
      const client = clients.get(ClientId)
      const pool = pools.get(client.poolId)
      const user = users.findByName(pool, Username)
      if (!user) throw hidesUsers(client) ? expiredCode() : userNotFound()
      if (user.status !== 'UNCONFIRMED') {
        throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`)
      }
      if (user.attributes.email) requireFreeEmail(users, pool, user, user.attributes.email, true)
      attempts.count(user, 'ConfirmSignUp')
      codes.redeem(user, 'sign-up', ConfirmationCode)
      const attributes = { ...user.attributes, email_verified: 'true' }
      users.update(pool, { ...user, status: 'CONFIRMED', attributes })
      await confirmed({
        pool,
        user: users.getByName(pool, user.username),
        clientId: client.id,
        source: 'ConfirmSignUp',
        clientMetadata: ClientMetadata,
      })
      return {}
    },
    USER_CONTEXT,
  )
}
