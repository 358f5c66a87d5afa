import type { sessionPolicy } from '@tenantry/toolkit/session-policy.ts'

const policy = (...more: object[]): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' }, ...more],
  })
const deniesKeysUnlike = (...keys: string[]): object => ({
  Effect: 'Deny',
  Action: 'dynamodb:*',
  Resource: '*',
  Condition: { 'ForAnyValue:StringNotLike': { 'dynamodb:LeadingKeys': keys } },
})

export const withoutDeny: typeof sessionPolicy = () => policy()
export const withPrefixIds: typeof sessionPolicy = (tenantId) => policy(deniesKeysUnlike(`${tenantId}*`))
export const forAnyTenant: typeof sessionPolicy = () => policy(deniesKeysUnlike('*'))
