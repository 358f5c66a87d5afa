import * as z from 'zod'
import type { Operation } from '../../core/service.ts'
import { ClientMetadata, PoolId, Username } from '../inputs.ts'
import { composeMail, NO_CLIENT } from '../messages.ts'
import { poolOperation } from '../operation.ts'
import { sendMail } from '../send-mail.ts'
import type { CognitoServices } from '../services.ts'
import { noRecovery, recoveryEmail, requireResettable } from './forgot-password.ts'

const Input = z.strictObject({ UserPoolId: PoolId, Username, ClientMetadata })

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminResetUserPassword.html */
export function adminResetUserPassword(services: CognitoServices): Operation {
  const { context, pools, users, codes } = services
  return poolOperation(context, 'AdminResetUserPassword', Input, async ({ UserPoolId, Username, ClientMetadata }) => {
    const pool = pools.get(UserPoolId)
    const found = users.getByName(pool, Username)
    requireResettable(found)
    if (!recoveryEmail(pool, found)) throw noRecovery()
    const user = users.update(pool, { ...found, status: 'RESET_REQUIRED' })
    const code = codes.issue(user, 'forgot-password')
    const message = {
      pool,
      user,
      clientId: NO_CLIENT,
      clientMetadata: ClientMetadata,
      source: 'ForgotPassword' as const,
    }
    sendMail(services)(pool, await composeMail(services)({ ...message, code }))
    return {}
  })
}
