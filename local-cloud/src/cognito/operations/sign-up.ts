import * as z from 'zod'
import { transaction } from '../../core/database.ts'
import type { Operation } from '../../core/service.ts'
import { requireAll, requireWritable } from '../attributes.ts'
import { newUser } from '../create-user.ts'
import { notAuthorized } from '../errors.ts'
import { Attributes, attributeRecord, ClientId, ClientMetadata, Password, USER_CONTEXT, Username } from '../inputs.ts'
import { codeDelivery, composeMail } from '../messages.ts'
import { publicOperation } from '../operation.ts'
import { setPassword } from '../password.ts'
import { requireGoodPassword } from '../password-policy.ts'
import { sendMail } from '../send-mail.ts'
import type { CognitoServices } from '../services.ts'

const Input = z.strictObject({
  ClientId,
  Username,
  Password,
  UserAttributes: Attributes.optional(),
  ClientMetadata,
})

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SignUp.html */
export function signUp(services: CognitoServices): Operation {
  const { context, pools, clients, users, codes } = services
  return publicOperation(
    Input,
    async (input) => {
      const client = clients.get(input.ClientId)
      const pool = pools.get(client.poolId)
      if (pool.config.AdminCreateUserConfig?.AllowAdminCreateUserOnly) {
        throw notAuthorized('SignUp is not permitted for this user pool')
      }
      const attributes = attributeRecord(input.UserAttributes)
      requireWritable(client, attributes)
      const request = { username: input.Username, attributes, invite: false }
      requireGoodPassword(pool, input.Password)
      const checked = newUser(services)(pool, request, 'UNCONFIRMED')
      requireAll(pool, checked.attributes)
      const user = transaction(context.database, () => {
        const withPassword = setPassword(services)(pool, users.insert(pool, checked), input.Password)
        return users.update(pool, { ...withPassword, status: 'UNCONFIRMED' })
      })
      const { email } = user.attributes
      const answer = { UserConfirmed: false, UserSub: user.sub }
      if (!email || !pool.config.AutoVerifiedAttributes.includes('email')) return answer

      const code = codes.issue(user, 'sign-up')
      const message = {
        pool,
        user,
        clientId: client.id,
        clientMetadata: input.ClientMetadata,
        source: 'SignUp' as const,
      }
      sendMail(services)(pool, await composeMail(services)({ ...message, code }))
      return { ...answer, CodeDeliveryDetails: codeDelivery(email) }
    },
    USER_CONTEXT,
  )
}
