import * as z from 'zod'
import type { Operation } from '../../core/service.ts'
import { Limit, PoolId } from '../inputs.ts'
import { poolOperation } from '../operation.ts'
import { pageToken, readPageToken } from '../page-token.ts'
import type { CognitoServices } from '../services.ts'
import { userOutput } from '../user.ts'

const page = { Limit, NextToken: z.string().optional() }

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsersInGroup.html */
export function listUsersInGroup({ context, pools, groups, users }: CognitoServices): Operation {
  const Input = z.strictObject({ UserPoolId: PoolId, GroupName: z.string().min(1).max(128), ...page })
  return poolOperation(context, 'ListUsersInGroup', Input, ({ UserPoolId, GroupName, Limit, NextToken }) => {
    const group = groups.get(pools.get(UserPoolId).id, GroupName)
    const subs = groups.members(UserPoolId, group.name, readPageToken(NextToken), Limit + 1)
    const shown = subs.slice(0, Limit)
    return {
      Users: shown.flatMap((sub) => users.find(UserPoolId, sub) ?? []).map(userOutput),
      ...(subs.length > Limit && { NextToken: pageToken(shown.at(-1) ?? '') }),
    }
  })
}
