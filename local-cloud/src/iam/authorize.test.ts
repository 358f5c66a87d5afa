import { describe, expect, test } from 'vitest'
import { allowAll, iamFixture, LAMBDA_TRUST, ROOT, roleArn } from './iam-fixture.ts'

const TABLE = 'arn:aws:dynamodb:us-east-1:000000000000:table/orders'
const query = [{ action: 'dynamodb:Query', resource: TABLE }]
const inline = (document: object) => ({ Policies: [{ PolicyName: 'inline', PolicyDocument: document }] })
const deny = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] }

describe('a refusal is worded as AWS words it', () => {
  const refusal = (properties: Record<string, unknown>) => {
    const cloud = iamFixture()
    cloud.role('app', properties)
    const { session } = cloud.session('app', 's1')
    return () => cloud.iam.authorize(session, query, 'AccessDeniedException')
  }
  const WHO = 'User: arn:aws:sts::000000000000:assumed-role/app/s1 is not authorized to perform: dynamodb:Query'

  test('when no identity-based policy allows', () => {
    expect(refusal({})).toThrow(
      `${WHO} on resource: ${TABLE} because no identity-based policy allows the dynamodb:Query action`,
    )
  })
  test('when one denies', () => {
    expect(refusal(inline(deny))).toThrow(
      `${WHO} on resource: ${TABLE} with an explicit deny in an identity-based policy`,
    )
  })
  test('when the boundary does not allow', () => {
    const cloud = iamFixture()
    const boundary = cloud.resource('AWS::IAM::ManagedPolicy')
    const { physicalId } = boundary.create(
      boundary.properties.parse({ ManagedPolicyName: 'limit', PolicyDocument: allowAll('s3:*') }),
      { stackName: 's', stackId: 's', logicalId: 'l', physicalName: () => 'limit' },
    ) as { physicalId: string }
    cloud.role('app', { ...inline(allowAll('*')), PermissionsBoundary: physicalId })
    const { session } = cloud.session('app', 's1')
    expect(() => cloud.iam.authorize(session, query)).toThrow(
      `${WHO} on resource: ${TABLE} because no permissions boundary allows the dynamodb:Query action`,
    )
    expect(() => cloud.iam.authorize(session, [{ action: 's3:GetObject', resource: 'arn:aws:s3:::b/k' }])).not.toThrow()
  })
  test('with the code of the protocol', () => {
    expect(refusal({})).toThrow(expect.objectContaining({ code: 'AccessDeniedException', status: 400 }))
  })
})

test('every access of a call must be allowed', () => {
  const cloud = iamFixture()
  cloud.role('app', inline(allowAll('dynamodb:Query')))
  const { session } = cloud.session('app')
  expect(() => cloud.iam.authorize(session, query)).not.toThrow()
  expect(() => cloud.iam.authorize(session, [...query, { action: 'dynamodb:Scan', resource: TABLE }])).toThrow(
    'dynamodb:Scan',
  )
})

test('the account administrator is not subject to policies, an unsigned caller may nothing, a service has no identity policies', () => {
  const { iam } = iamFixture()
  const root = { kind: 'root', arn: 'arn:aws:iam::000000000000:root', accountId: '000000000000', ...ROOT } as const
  const service = { kind: 'service', service: 'apigateway.amazonaws.com', sourceArn: 'a', sourceAccount: 'b' } as const
  expect(() => iam.authorize(root, query)).not.toThrow()
  expect(() => iam.authorize({ kind: 'anonymous' }, [])).toThrow('Request is missing Authentication Token')
  expect(() => iam.authorize(service, query)).toThrow('because no resource-based policy allows')
})

test('a request cannot speak for its principal', () => {
  const cloud = iamFixture()
  const Condition = { StringEquals: { 'aws:PrincipalTag/team': 'red' } }
  cloud.role('red', {
    ...inline({ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', Condition }] }),
    Tags: [{ Key: 'team', Value: 'red' }],
  })
  cloud.role('blue', {
    ...inline({ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', Condition }] }),
    Tags: [{ Key: 'team', Value: 'blue' }],
  })
  expect(() => cloud.iam.authorize(cloud.session('red').session, query)).not.toThrow()
  const forged = query.map((access) => ({ ...access, context: { 'AWS:PrincipalTag/Team': 'red' } }))
  expect(() => cloud.iam.authorize(cloud.session('blue').session, forged)).toThrow('not authorized')
})

test('a changed policy counts at once, also for sessions that exist', () => {
  const cloud = iamFixture()
  cloud.role('app')
  const { session } = cloud.session('app')
  const type = cloud.resource('AWS::IAM::Policy')
  const properties = type.properties.parse({ PolicyName: 'p', PolicyDocument: allowAll('dynamodb:*'), Roles: ['app'] })
  const resource = { stackName: 's', stackId: 's', logicalId: 'p', physicalName: () => 'p-1' }
  const deployed = type.create(properties, resource) as {
    physicalId: string
    attributes: object & Record<string, unknown>
  }
  expect(() => cloud.iam.authorize(session, query)).not.toThrow()
  type.delete(deployed, resource)
  expect(() => cloud.iam.authorize(session, query)).toThrow('no identity-based policy')
})

test('a session of a deleted role has no rights, not even when another role took its name', () => {
  const cloud = iamFixture()
  cloud.role('app', inline(allowAll('*')))
  const { session } = cloud.session('app')
  cloud
    .resource('AWS::IAM::Role')
    .delete(
      { physicalId: 'app', attributes: {} },
      { stackName: '', stackId: '', logicalId: '', physicalName: () => '' },
    )
  cloud.role('app', inline(allowAll('*')))
  expect(() => cloud.iam.authorize(session, query)).toThrow('no identity-based policy')
})

test('a service assumes a role only if the trust policy lets it in', () => {
  const cloud = iamFixture()
  cloud.role('app', { AssumeRolePolicyDocument: LAMBDA_TRUST })
  const as = (service: string) => () =>
    cloud.iam.assumeForService({ roleArn: roleArn('app'), service, sessionName: 's', durationSeconds: 900 })
  expect(as('lambda.amazonaws.com')().session.arn).toBe('arn:aws:sts::000000000000:assumed-role/app/s')
  expect(as('states.amazonaws.com')).toThrow('because no role trust policy allows the sts:AssumeRole action')
})

test('roles, policies and sessions survive a restart', () => {
  const first = iamFixture()
  first.role('app', inline(allowAll('dynamodb:*')))
  const { credentials } = first.session('app')
  const again = iamFixture({ database: first.context.database })
  const stored = again.directory.sessions.get(credentials.accessKeyId)
  expect(stored?.secretAccessKey).toBe(credentials.secretAccessKey)
  expect(() => stored && again.iam.authorize(stored.session, query)).not.toThrow()
})
