import * as z from 'zod'
import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Operation } from '../../core/service.ts'
import { Limit } from '../inputs.ts'
import { pageToken, readPageToken } from '../page-token.ts'
import type { CognitoServices } from '../services.ts'

const page = { MaxResults: Limit, NextToken: z.string().optional() }

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPools.html */
export function listUserPools({ pools }: CognitoServices): Operation {
  const Input = z.strictObject(page)
  return parsedOperation({
    input: Input,
    access: () => [{ action: 'cognito-idp:ListUserPools', resource: '*' }],
    run({ MaxResults, NextToken }) {
      const found = pools.list(readPageToken(NextToken), MaxResults + 1)
      const shown = found.slice(0, MaxResults)
      return {
        UserPools: shown.map(({ id, config, createdAt, modifiedAt }) => ({
          Id: id,
          Name: config.UserPoolName ?? id,
          LambdaConfig: config.LambdaConfig,
          CreationDate: createdAt / 1000,
          LastModifiedDate: modifiedAt / 1000,
        })),
        ...(found.length > MaxResults && { NextToken: pageToken(shown.at(-1)?.id ?? '') }),
      }
    },
  })
}
