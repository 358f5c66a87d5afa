import * as z from 'zod'
import type { Operation } from '../../core/service.ts'
import { hidesUsers } from '../client-config.ts'
import { invalidParameter, userNotFound } from '../errors.ts'
import { ClientId, ClientMetadata, USER_CONTEXT, Username } from '../inputs.ts'
import { codeDelivery, composeMail } from '../messages.ts'
import { publicOperation } from '../operation.ts'
import { sendMail } from '../send-mail.ts'
import type { CognitoServices } from '../services.ts'

const Input = z.strictObject({ ClientId, Username, ClientMetadata })

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ResendConfirmationCode.html */
export function resendConfirmationCode(services: CognitoServices): Operation {
  const { pools, clients, users, codes, attempts } = services
  return publicOperation(
    Input,
    async ({ ClientId, Username, ClientMetadata }) => {
      const client = clients.get(ClientId)
      const pool = pools.get(client.poolId)
      const user = users.findByName(pool, Username)
      if (!user) {
        if (!hidesUsers(client)) throw userNotFound()
        return { CodeDeliveryDetails: codeDelivery(Username.includes('@') ? Username : `${Username}@example.com`) }
      }
      if (user.status !== 'UNCONFIRMED') throw invalidParameter('User is already confirmed.')
      const { email } = user.attributes
      if (!email) throw invalidParameter('Auto verification not turned on.')
      attempts.count(user, 'ResendConfirmationCode')
      const code = codes.issue(user, 'sign-up')
      const message = { pool, user, clientId: client.id, clientMetadata: ClientMetadata, source: 'ResendCode' as const }
      sendMail(services)(pool, await composeMail(services)({ ...message, code }))
      return { CodeDeliveryDetails: codeDelivery(email) }
    },
    USER_CONTEXT,
  )
}
