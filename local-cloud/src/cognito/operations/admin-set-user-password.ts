import * as z from 'zod'
import type { Operation } from '../../core/service.ts'
import { Password, PoolId, Username } from '../inputs.ts'
import { poolOperation } from '../operation.ts'
import { setPassword, setTemporaryPassword } from '../password.ts'
import { requireGoodPassword } from '../password-policy.ts'
import type { CognitoServices } from '../services.ts'

const Input = z.strictObject({ UserPoolId: PoolId, Username, Password, Permanent: z.boolean().default(false) })

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserPassword.html */
export function adminSetUserPassword(services: CognitoServices): Operation {
  const { context, pools, users } = services
  return poolOperation(context, 'AdminSetUserPassword', Input, ({ UserPoolId, Username, Password, Permanent }) => {
    const pool = pools.get(UserPoolId)
    const user = users.getByName(pool, Username)
    requireGoodPassword(pool, Password)
    if (Permanent) setPassword(services)(pool, user, Password)
    else setTemporaryPassword(services)(pool, user, Password)
    return {}
  })
}
