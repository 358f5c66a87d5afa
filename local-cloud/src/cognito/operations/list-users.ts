import * as z from 'zod'
import type { Operation } from '../../core/service.ts'
import { invalidParameter } from '../errors.ts'
import { Limit, PoolId } from '../inputs.ts'
import { poolOperation } from '../operation.ts'
import { pageToken, readPageToken } from '../page-token.ts'
import { foldName, type UserPool } from '../pool-config.ts'
import type { CognitoServices } from '../services.ts'
import type { UserCondition } from '../stores/user-store.ts'
import { userOutput } from '../user.ts'

const Input = z.strictObject({
  UserPoolId: PoolId,
  Filter: z.string().max(256).optional(),
  AttributesToGet: z.array(z.string()).optional(),
  Limit,
  PaginationToken: z.string().optional(),
})

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsers.html */
export function listUsers({ context, pools, users }: CognitoServices): Operation {
  return poolOperation(context, 'ListUsers', Input, (input) => {
    const { UserPoolId, Filter, AttributesToGet, Limit, PaginationToken } = input
    const condition = Filter ? parseFilter(pools.get(UserPoolId), Filter) : undefined
    const found = users.list(pools.get(UserPoolId).id, readPageToken(PaginationToken), Limit + 1, condition)
    const page = found.slice(0, Limit)
    return {
      Users: page.map(userOutput).map((user) => ({
        ...user,
        Attributes: user.Attributes.filter(({ Name }) => AttributesToGet?.includes(Name) ?? true),
      })),
      ...(found.length > Limit && { PaginationToken: pageToken(page.at(-1)?.sub ?? '') }),
    }
  })
}

const FILTER = /^\s*"?([\w:]+)"?\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/
const SEARCHABLE = ['phone_number', 'name', 'given_name', 'family_name', 'preferred_username']

/** `email = "ann@example.com"` or `username ^= "a"`: https://docs.aws.amazon.com/cognito/latest/developerguide/how-to-manage-user-accounts.html */
function parseFilter(pool: UserPool, filter: string): UserCondition {
  const [, name = '', operator, quoted = ''] = FILTER.exec(filter) ?? []
  if (!operator) throw invalidParameter('Error while parsing filter.')
  const prefix = operator === '^='
  const value = quoted.replace(/\\(.)/g, '$1')
  switch (name) {
    case 'sub':
      return { field: 'sub', value, prefix }
    case 'username':
      return { field: 'username_key', value: foldName(pool, value), prefix }
    case 'email':
      return { field: 'email_key', value: foldName(pool, value), prefix }
    case 'cognito:user_status':
      return { field: 'status', value: value.toUpperCase(), prefix }
    case 'status':
      return { field: 'enabled', value: value.toLowerCase() === 'enabled' ? 1 : 0, prefix: false }
    default:
      if (!SEARCHABLE.includes(name)) throw invalidParameter(`Attribute ${name} is not searchable.`)
      return { field: { attribute: name }, value, prefix }
  }
}
