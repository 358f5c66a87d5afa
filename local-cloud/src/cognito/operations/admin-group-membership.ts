import * as z from 'zod'
import type { Operation } from '../../core/service.ts'
import { Limit, PoolId, Username } from '../inputs.ts'
import { poolOperation } from '../operation.ts'
import { pageToken, readPageToken } from '../page-token.ts'
import type { CognitoServices } from '../services.ts'
import { groupOutput } from '../stores/group-store.ts'

const Membership = z.strictObject({ UserPoolId: PoolId, Username, GroupName: z.string().min(1).max(128) })

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminAddUserToGroup.html */
export function adminAddUserToGroup({ context, pools, users, groups }: CognitoServices): Operation {
  return poolOperation(context, 'AdminAddUserToGroup', Membership, ({ UserPoolId, Username, GroupName }) => {
    const user = users.getByName(pools.get(UserPoolId), Username)
    groups.addMember(UserPoolId, groups.get(UserPoolId, GroupName).name, user.sub)
    return {}
  })
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListGroupsForUser.html */
export function adminListGroupsForUser({ context, pools, users, groups }: CognitoServices): Operation {
  const Input = z.strictObject({ UserPoolId: PoolId, Username, Limit, NextToken: z.string().optional() })
  return poolOperation(context, 'AdminListGroupsForUser', Input, ({ UserPoolId, Username, Limit, NextToken }) => {
    const all = groups.groupsOf(UserPoolId, users.getByName(pools.get(UserPoolId), Username).sub)
    const start = NextToken ? all.findIndex(({ name }) => name === readPageToken(NextToken)) + 1 : 0
    const page = all.slice(start, start + Limit)
    return {
      Groups: page.map(groupOutput),
      ...(start + Limit < all.length && { NextToken: pageToken(page.at(-1)?.name ?? '') }),
    }
  })
}
