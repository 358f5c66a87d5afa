import * as z from 'zod'
import type { Operation } from '../../core/service.ts'
import { PoolId, Username } from '../inputs.ts'
import { poolOperation, publicOperation } from '../operation.ts'
import type { CognitoServices } from '../services.ts'
import { readAccessToken } from '../tokens/read-access-token.ts'

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUser.html */
export function deleteUser(services: CognitoServices): Operation {
  return publicOperation(z.strictObject({ AccessToken: z.string() }), ({ AccessToken }) => {
    services.users.delete(readAccessToken(services)(AccessToken).user)
    return {}
  })
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteUser.html */
export function adminDeleteUser({ context, pools, users }: CognitoServices): Operation {
  const Input = z.strictObject({ UserPoolId: PoolId, Username })
  return poolOperation(context, 'AdminDeleteUser', Input, ({ UserPoolId, Username }) => {
    users.delete(users.getByName(pools.get(UserPoolId), Username))
    return {}
  })
}
