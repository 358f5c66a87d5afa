import * as z from 'zod'
import type { Operation } from '../../core/service.ts'
import { hidesUsers } from '../client-config.ts'
import { invalidParameter, notAuthorized, userNotFound } from '../errors.ts'
import { ClientId, ClientMetadata, USER_CONTEXT, Username } from '../inputs.ts'
import { codeDelivery, composeMail } from '../messages.ts'
import { publicOperation } from '../operation.ts'
import type { UserPool } from '../pool-config.ts'
import { sendMail } from '../send-mail.ts'
import type { CognitoServices } from '../services.ts'
import type { User } from '../user.ts'

const Input = z.strictObject({ ClientId, Username, ClientMetadata })

/**
 * Mails a code for a new password. Where the client hides users, one who does not exist, is disabled or has no verified address is
 * answered like the others. https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ForgotPassword.html
 */
export function forgotPassword(services: CognitoServices): Operation {
  const { pools, clients, users, codes, attempts } = services
  return publicOperation(
    Input,
    async ({ ClientId, Username, ClientMetadata }) => {
      const client = clients.get(ClientId)
      const pool = pools.get(client.poolId)
      const user = users.findByName(pool, Username)
      const email = user && recoveryEmail(pool, user)
      if (!user?.enabled || !email) {
        if (hidesUsers(client)) return { CodeDeliveryDetails: codeDelivery(simulatedEmail(Username)) }
        if (!user) throw userNotFound()
        if (!user.enabled) throw notAuthorized('User is disabled.')
        throw noRecovery()
      }
      requireResettable(user)
      attempts.count(user, 'ForgotPassword')
      const code = codes.issue(user, 'forgot-password')
      const message = {
        pool,
        user,
        clientId: client.id,
        clientMetadata: ClientMetadata,
        source: 'ForgotPassword' as const,
      }
      sendMail(services)(pool, await composeMail(services)({ ...message, code }))
      return { CodeDeliveryDetails: codeDelivery(email) }
    },
    USER_CONTEXT,
  )
}

/** The address that a code for a new password goes to, if the pool's recovery settings leave one. */
export function recoveryEmail({ config }: UserPool, { attributes }: User): string | undefined {
  const mechanisms = config.AccountRecoverySetting?.RecoveryMechanisms
  const byEmail = !mechanisms || mechanisms.some(({ Name }) => Name === 'verified_email')
  return byEmail && attributes.email_verified === 'true' ? attributes.email : undefined
}

/** Who never chose a password of their own has none to forget. */
export function requireResettable({ status }: User): void {
  if (status === 'FORCE_CHANGE_PASSWORD') throw notAuthorized('User password cannot be reset in the current state.')
}

export const noRecovery = () =>
  invalidParameter('Cannot reset password for the user as there is no registered/verified email or phone_number')

const simulatedEmail = (username: string) => (username.includes('@') ? username : `${username}@example.com`)
