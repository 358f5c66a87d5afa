import * as z from 'zod'
import type { Operation } from '../../core/service.ts'
import { PoolId, Username } from '../inputs.ts'
import { poolOperation } from '../operation.ts'
import type { CognitoServices } from '../services.ts'

const Input = z.strictObject({ UserPoolId: PoolId, Username })

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminEnableUser.html */
export function adminEnableUser({ context, pools, users }: CognitoServices): Operation {
  return poolOperation(context, 'AdminEnableUser', Input, ({ UserPoolId, Username }) => {
    const pool = pools.get(UserPoolId)
    users.update(pool, { ...users.getByName(pool, Username), enabled: true })
    return {}
  })
}

/** Revokes the user's tokens too: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDisableUser.html */
export function adminDisableUser({ context, pools, users, sessions }: CognitoServices): Operation {
  return poolOperation(context, 'AdminDisableUser', Input, ({ UserPoolId, Username }) => {
    const pool = pools.get(UserPoolId)
    const user = users.update(pool, { ...users.getByName(pool, Username), enabled: false })
    sessions.revokeAll(pool.id, user.sub)
    return {}
  })
}
