import * as z from 'zod'
import { AwsError } from '../../core/aws-error.ts'
import { transaction } from '../../core/database.ts'
import { only } from '../../core/only.ts'
import type { Operation } from '../../core/service.ts'
import { createUser, invitationMail } from '../create-user.ts'
import { Attributes, attributeRecord, metadataFor, Password, PoolId, Username } from '../inputs.ts'
import { poolOperation } from '../operation.ts'
import { setTemporaryPassword } from '../password.ts'
import { requireGoodPassword, temporaryPassword } from '../password-policy.ts'
import type { UserPool } from '../pool-config.ts'
import { sendMail } from '../send-mail.ts'
import type { CognitoServices } from '../services.ts'
import { type User, userOutput } from '../user.ts'

const Input = z.strictObject({
  UserPoolId: PoolId,
  Username,
  UserAttributes: Attributes.optional(),
  TemporaryPassword: Password.optional(),
  MessageAction: z.enum(['RESEND', 'SUPPRESS']).optional(),
  DesiredDeliveryMediums: z.array(only('EMAIL')).optional(),
  ForceAliasCreation: only(false).optional(),
})

const MEANINGLESS = metadataFor('pre sign-up')

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUser.html */
export function adminCreateUser(services: CognitoServices): Operation {
  const { context, pools } = services
  return poolOperation(
    context,
    'AdminCreateUser',
    Input,
    async (input) => {
      const pool = pools.get(input.UserPoolId)
      if (input.MessageAction === 'RESEND') {
        return { User: userOutput(await inviteAgain(services)(pool, input.Username, input.TemporaryPassword)) }
      }
      const user = await createUser(services)(pool, {
        username: input.Username,
        attributes: attributeRecord(input.UserAttributes),
        temporaryPassword: input.TemporaryPassword,
        invite: input.MessageAction !== 'SUPPRESS',
      })
      return { User: userOutput(user) }
    },
    MEANINGLESS,
  )
}

/** RESEND: the invitation once more, with a new temporary password and its time running anew. */
function inviteAgain(services: CognitoServices) {
  const { context, users } = services
  return async (pool: UserPool, username: string, chosen: string | undefined): Promise<User> => {
    const user = users.getByName(pool, username)
    if (user.status !== 'FORCE_CHANGE_PASSWORD') {
      const why = `Resend not possible. ${user.username} status is not FORCE_CHANGE_PASSWORD`
      throw new AwsError('UnsupportedUserStateException', why)
    }
    if (chosen) requireGoodPassword(pool, chosen, 'password policy')
    const password = chosen ?? temporaryPassword(pool, context.ids)
    const mail = await invitationMail(services)(pool, user, password)
    return transaction(context.database, () => {
      sendMail(services)(pool, mail)
      return setTemporaryPassword(services)(pool, user, password)
    })
  }
}
