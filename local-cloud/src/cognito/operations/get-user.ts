import * as z from 'zod'
import type { Operation } from '../../core/service.ts'
import { readable } from '../attributes.ts'
import { PoolId, Username } from '../inputs.ts'
import { poolOperation, publicOperation } from '../operation.ts'
import type { CognitoServices } from '../services.ts'
import { readAccessToken } from '../tokens/read-access-token.ts'
import { attributeList, userOutput } from '../user.ts'

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUser.html */
export function getUser(services: CognitoServices): Operation {
  return publicOperation(z.strictObject({ AccessToken: z.string() }), ({ AccessToken }) => {
    const { client, user } = readAccessToken(services)(AccessToken)
    const UserAttributes = attributeList({ ...user, attributes: readable(client, user.attributes) })
    return { Username: user.username, UserAttributes }
  })
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetUser.html */
export function adminGetUser({ context, pools, users, softwareTokens, active }: CognitoServices): Operation {
  const Input = z.strictObject({ UserPoolId: PoolId, Username })
  return poolOperation(context, 'AdminGetUser', Input, ({ UserPoolId, Username }) => {
    const found = users.getByName(pools.get(UserPoolId), Username)
    active(UserPoolId, found.sub)
    const { Attributes, ...user } = userOutput(found)
    const factor = 'SOFTWARE_TOKEN_MFA'
    const factors = softwareTokens.has(found) && { UserMFASettingList: [factor], PreferredMfaSetting: factor }
    return { ...user, UserAttributes: Attributes, ...factors }
  })
}
