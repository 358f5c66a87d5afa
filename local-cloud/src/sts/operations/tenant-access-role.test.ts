// The role through which tenant data is reached: its trust policy and its guard, as a whole.
import { expect, test } from 'vitest'
import type { RoleSession } from '../../core/principal.ts'
import { ACCOUNT, callBy, iamFixture, roleArn } from '../../iam/iam-fixture.ts'
import { stsService } from '../service.ts'

const A = 'aaaaaaaaaaaa'
const B = 'bbbbbbbbbbbb'
const ORDERS = `arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/orders`

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: policy variables look like that
const TRUST = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: roleArn('authorizer') },
      Action: 'sts:AssumeRole',
      Condition: {
        Null: { 'aws:RequestTag/TenantId': 'false' },
        StringEquals: { 'sts:RoleSessionName': '${aws:RequestTag/TenantId}' },
      },
    },
    {
      Effect: 'Allow',
      Principal: { AWS: roleArn('authorizer') },
      Action: 'sts:TagSession',
      Condition: {
        Null: { 'aws:RequestTag/TenantId': 'false' },
        'ForAllValues:StringEquals': { 'aws:TagKeys': ['TenantId'] },
      },
    },
  ],
}
const GUARD = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem'],
      Resource: ORDERS,
      Condition: {
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['${aws:PrincipalTag/TenantId}-*'] },
        Null: { 'dynamodb:LeadingKeys': 'false' },
      },
    },
  ],
}
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: policy variables look like that

function cloud() {
  const fixture = iamFixture()
  fixture.role('authorizer')
  fixture.role('service')
  fixture.role('tenant-access', {
    AssumeRolePolicyDocument: TRUST,
    Policies: [{ PolicyName: 'guard', PolicyDocument: GUARD }],
  })
  const { operations } = stsService(fixture).api
  const vend = (
    { tags, name = A, policy }: { tags: Record<string, string>; name?: string; policy?: object },
    by = 'authorizer',
  ): RoleSession => {
    const input = {
      RoleArn: roleArn('tenant-access'),
      RoleSessionName: name,
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      Policy: policy && JSON.stringify(policy),
    }
    const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))
    const output = operations.AssumeRole?.run(given, callBy(fixture.session(by).session))
    // The operation's own output type is lost in the registry.
    const { Credentials } = output as { Credentials: { AccessKeyId: string } }
    const stored = fixture.directory.sessions.get(Credentials.AccessKeyId)
    if (!stored) throw new Error('no session')
    return stored.session
  }
  const may = (session: RoleSession, action: string, leadingKeys?: string[]) => {
    const context: Record<string, string[]> = leadingKeys ? { 'dynamodb:LeadingKeys': leadingKeys } : {}
    return () => fixture.iam.authorize(session, [{ action: `dynamodb:${action}`, resource: ORDERS, context }])
  }
  return { vend, may }
}

test('the authorizer may assume it with the tenant as tag and as session name', () => {
  expect(cloud().vend({ tags: { TenantId: A } }).tags).toEqual({ TenantId: A })
})

test.each<[string, { tags: Record<string, string>; name?: string }]>([
  ['no tag', { tags: {} }],
  ['another tag', { tags: { Tenant: A } }],
  ['two tags', { tags: { TenantId: A, Role: 'admin' } }],
  ["another tenant's session name", { tags: { TenantId: A }, name: B }],
])('nobody gets in with %s', (_name, request) => {
  const { vend } = cloud()
  expect(() => vend(request)).toThrow('because no role trust policy allows')
})

test('no other role gets in', () => {
  const { vend } = cloud()
  expect(() => vend({ tags: { TenantId: A } }, 'service')).toThrow('because no role trust policy allows')
})

test("a tenant's session reaches its own keys and no others", () => {
  const { vend, may } = cloud()
  const session = vend({ tags: { TenantId: A } })
  expect(may(session, 'GetItem', [`${A}-0`])).not.toThrow()
  expect(may(session, 'Query', [`${A}-63`])).not.toThrow()
  expect(may(session, 'GetItem', [`${B}-0`])).toThrow(
    'because no identity-based policy allows the dynamodb:GetItem action',
  )
  expect(may(session, 'PutItem', [`${A}-0`, `${B}-0`])).toThrow('not authorized')
  expect(may(session, 'GetItem', [A])).toThrow('not authorized')
  expect(may(session, 'GetItem', [`${A}x-0`])).toThrow('not authorized')
})

test('a call without leading keys is refused, and so is Scan', () => {
  const { vend, may } = cloud()
  const session = vend({ tags: { TenantId: A } })
  expect(may(session, 'Query')).toThrow('not authorized')
  expect(may(session, 'Scan')).toThrow('not authorized')
})

test("the session policy of one tenant does not open another's data, nor what the guard does not allow", () => {
  const { vend, may } = cloud()
  const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' }] }
  const session = vend({ tags: { TenantId: A }, policy })
  expect(may(session, 'GetItem', [`${A}-0`])).not.toThrow()
  expect(may(session, 'GetItem', [`${B}-0`])).toThrow('because no identity-based policy')
  const narrow = vend({
    tags: { TenantId: A },
    policy: { Statement: [{ Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: '*' }] },
  })
  expect(may(narrow, 'PutItem', [`${A}-0`])).toThrow('because no session policy allows the dynamodb:PutItem action')
})
