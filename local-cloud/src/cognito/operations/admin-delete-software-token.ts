import * as z from 'zod'
import type { Operation } from '../../core/service.ts'
import { PoolId, Username } from '../inputs.ts'
import { poolOperation } from '../operation.ts'
import type { CognitoServices } from '../services.ts'

const Input = z.strictObject({ UserPoolId: PoolId, Username })

/**
 * Takes a user's authenticator app away: where the pool requires one, the next sign-in asks for the set-up of another.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteSoftwareToken.html
 */
export function adminDeleteSoftwareToken({ context, pools, users, softwareTokens }: CognitoServices): Operation {
  return poolOperation(context, 'AdminDeleteSoftwareToken', Input, ({ UserPoolId, Username }) => {
    softwareTokens.delete(users.getByName(pools.get(UserPoolId), Username))
    return {}
  })
}
