import * as z from 'zod'
import { only } from '../../core/only.ts'
import type { Operation } from '../../core/service.ts'
import { publicOperation } from '../operation.ts'
import type { CognitoServices } from '../services.ts'
import { readAccessToken } from '../tokens/read-access-token.ts'
import { requireFreeEmail } from '../update-attributes.ts'

const Input = z.strictObject({ AccessToken: z.string(), AttributeName: only('email'), Code: z.string().min(1) })

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifyUserAttribute.html */
export function verifyUserAttribute(services: CognitoServices): Operation {
  const { users, codes, attempts } = services
  return publicOperation(Input, ({ AccessToken, Code }) => {
    const { pool, user } = readAccessToken(services)(AccessToken)
    attempts.count(user, 'VerifyUserAttribute')
    const email = codes.redeem(user, 'verify-email', Code) ?? user.attributes.email ?? ''
    requireFreeEmail(users, pool, user, email, true)
    users.update(pool, { ...user, attributes: { ...user.attributes, email, email_verified: 'true' } })
    return {}
  })
}
