import * as z from 'zod'
import type { Operation } from '../../core/service.ts'
import { requireWritable } from '../attributes.ts'
import { Attributes, attributeRecord, ClientMetadata } from '../inputs.ts'
import { publicOperation } from '../operation.ts'
import type { CognitoServices } from '../services.ts'
import { readAccessToken } from '../tokens/read-access-token.ts'
import { updateAttributes } from '../update-attributes.ts'

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserAttributes.html */
export function updateUserAttributes(services: CognitoServices): Operation {
  const Input = z.strictObject({ AccessToken: z.string(), UserAttributes: Attributes, ClientMetadata })
  return publicOperation(Input, (input) => {
    const { pool, client, user } = readAccessToken(services)(input.AccessToken)
    const changes = attributeRecord(input.UserAttributes)
    requireWritable(client, changes)
    const clientMetadata = input.ClientMetadata
    return updateAttributes(services)(pool, user, { changes, clientId: client.id, clientMetadata })
  })
}
