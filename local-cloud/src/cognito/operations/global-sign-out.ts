import * as z from 'zod'
import type { Operation } from '../../core/service.ts'
import { PoolId, Username } from '../inputs.ts'
import { poolOperation, publicOperation } from '../operation.ts'
import type { CognitoServices } from '../services.ts'
import { readAccessToken } from '../tokens/read-access-token.ts'

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GlobalSignOut.html */
export function globalSignOut(services: CognitoServices): Operation {
  return publicOperation(z.strictObject({ AccessToken: z.string() }), ({ AccessToken }) => {
    const { pool, user } = readAccessToken(services)(AccessToken)
    services.sessions.revokeAll(pool.id, user.sub)
    return {}
  })
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUserGlobalSignOut.html */
export function adminUserGlobalSignOut({ context, pools, users, sessions }: CognitoServices): Operation {
  const Input = z.strictObject({ UserPoolId: PoolId, Username })
  return poolOperation(context, 'AdminUserGlobalSignOut', Input, ({ UserPoolId, Username }) => {
    sessions.revokeAll(UserPoolId, users.getByName(pools.get(UserPoolId), Username).sub)
    return {}
  })
}
