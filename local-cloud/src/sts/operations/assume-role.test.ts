import { describe, expect, test } from 'vitest'
import { AwsError } from '../../core/aws-error.ts'
import type { RoleSession } from '../../core/principal.ts'
import { runOperation } from '../../core/run-operation.ts'
import { ACCOUNT, allowAll, callBy, iamFixture, ROOT, roleArn } from '../../iam/iam-fixture.ts'
import { stsService } from '../service.ts'

const trusting = (AWS: string, Action: string | string[] = 'sts:AssumeRole', Condition = {}) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Principal: { AWS }, Condition }],
})
const inline = (document: object) => [{ PolicyName: 'p', PolicyDocument: document }]
const ASSUME = ['sts:AssumeRole', 'sts:TagSession']

/** A cloud with a role `caller`, whose session calls. */
function sts(callerPolicy: object | null = allowAll(ASSUME)) {
  const cloud = iamFixture()
  cloud.role('caller', callerPolicy ? { Policies: inline(callerPolicy) } : {})
  const { api } = stsService(cloud)
  const { operations } = api
  const assume = (input: Record<string, unknown>, by: RoleSession = cloud.session('caller').session) => {
    const request = { RoleArn: roleArn('target'), RoleSessionName: 'session', ...input }
    const output = runOperation(api, 'AssumeRole', request, callBy(by))
    // The operation's own output type is lost in the registry.
    const { Credentials, AssumedRoleUser } = output as {
      Credentials: { AccessKeyId: string; Expiration: Date }
      AssumedRoleUser: { Arn: string; AssumedRoleId: string }
    }
    const stored = cloud.directory.sessions.get(Credentials.AccessKeyId)
    if (!stored) throw new Error('no session')
    return { session: stored.session, Credentials, AssumedRoleUser }
  }
  return { ...cloud, operations, assume }
}

const refused = (run: () => unknown): string => {
  try {
    run()
  } catch (error) {
    if (error instanceof AwsError) return `${error.code}: ${error.message}`
    throw error
  }
  return 'allowed'
}
const WHO = `AccessDenied: User: arn:aws:sts::${ACCOUNT}:assumed-role/caller/function is not authorized to perform:`

describe('a role is assumed only when both sides agree', () => {
  test('a trust policy that names the role suffices', () => {
    const cloud = sts(null)
    cloud.role('target', { AssumeRolePolicyDocument: trusting(roleArn('caller')) })
    const { AssumedRoleUser, Credentials } = cloud.assume({})
    expect(AssumedRoleUser.Arn).toBe(`arn:aws:sts::${ACCOUNT}:assumed-role/target/session`)
    expect(AssumedRoleUser.AssumedRoleId).toMatch(/^AROA[A-Z0-9]{17}:session$/)
    expect(Credentials.Expiration).toEqual(new Date(cloud.clock.now() + 3_600_000))
  })
  test('a role that is created again under the name that is trusted is another one, until it is trusted anew', () => {
    const cloud = sts()
    const document = { AssumeRolePolicyDocument: trusting(roleArn('caller')) }
    cloud.role('target', document)
    const shown = () => decodeURIComponent(cloud.roleOperation('GetRole', 'target').Role.AssumeRolePolicyDocument)
    expect(shown()).toContain(`"AWS":"${roleArn('caller')}"`)
    const [was] = cloud.directory.roles.list().filter(({ name }) => name === 'caller')
    cloud.directory.roles.delete('caller')
    cloud.role('caller', { Policies: inline(allowAll(ASSUME)) })
    expect(refused(() => cloud.assume({}))).toContain('because no role trust policy allows the sts:AssumeRole action')
    expect(shown()).toContain(`"AWS":"${was?.id}"`)
    cloud.role('target', document)
    cloud.assume({})
  })
  test('an id is no name that a policy may be given', () => {
    const AssumeRolePolicyDocument = trusting('AROAAAAAAAAAAAAAAAAAA')
    expect(() => iamFixture().role('target', { AssumeRolePolicyDocument })).toThrow('Invalid principal in policy')
  })
  test('one that names the account delegates to identity policies', () => {
    const account = { AssumeRolePolicyDocument: trusting(`arn:aws:iam::${ACCOUNT}:root`) }
    const allowed = sts()
    allowed.role('target', account)
    expect(allowed.assume({}).session.roleName).toBe('target')
    const without = sts(null)
    without.role('target', account)
    expect(refused(() => without.assume({}))).toBe(
      `${WHO} sts:AssumeRole on resource: ${roleArn('target')} because no identity-based policy allows the sts:AssumeRole action`,
    )
  })
  test('an identity policy alone opens no role', () => {
    const cloud = sts()
    cloud.role('target')
    expect(refused(() => cloud.assume({}))).toBe(
      `${WHO} sts:AssumeRole because no role trust policy allows the sts:AssumeRole action`,
    )
  })
  test('a role that does not exist is refused in the same words', () => {
    expect(refused(() => sts().assume({}))).toBe(
      `${WHO} sts:AssumeRole because no role trust policy allows the sts:AssumeRole action`,
    )
  })
  test('an explicit deny of the caller wins', () => {
    const cloud = sts({ Statement: [{ Effect: 'Deny', Action: 'sts:*', Resource: '*' }] })
    cloud.role('target', { AssumeRolePolicyDocument: trusting(roleArn('caller')) })
    expect(refused(() => cloud.assume({}))).toContain('with an explicit deny in an identity-based policy')
  })
  test('the account administrator assumes no role', () => {
    const { operations } = sts()
    const root = callBy({ kind: 'root', arn: 'r', accountId: ACCOUNT, accessKeyId: ROOT.accessKeyId })
    const input = { RoleArn: roleArn('target'), RoleSessionName: 'session' }
    expect(refused(() => operations.AssumeRole?.run(input, root))).toBe(
      'AccessDenied: Roles may not be assumed by root accounts.',
    )
  })
  test('an external id must be the one that the trust policy asks for', () => {
    const cloud = sts(null)
    const Condition = { StringEquals: { 'sts:ExternalId': 'secret-1' } }
    cloud.role('target', { AssumeRolePolicyDocument: trusting(roleArn('caller'), 'sts:AssumeRole', Condition) })
    expect(cloud.assume({ ExternalId: 'secret-1' }).session.roleName).toBe('target')
    expect(refused(() => cloud.assume({ ExternalId: 'secret-2' }))).toContain('no role trust policy')
    expect(refused(() => cloud.assume({}))).toContain('no role trust policy')
  })
})

describe('session tags', () => {
  const Tags = [{ Key: 'team', Value: 'red' }]

  test('need sts:TagSession besides sts:AssumeRole', () => {
    const cloud = sts(null)
    cloud.role('target', { AssumeRolePolicyDocument: trusting(roleArn('caller')) })
    expect(refused(() => cloud.assume({ Tags }))).toBe(
      `${WHO} sts:TagSession because no role trust policy allows the sts:TagSession action`,
    )
    cloud.role('target', { AssumeRolePolicyDocument: trusting(roleArn('caller'), ASSUME) })
    expect(cloud.assume({ Tags }).session.tags).toEqual({ team: 'red' })
  })
  test.each(['sts:RoleSessionName', 'sts:ExternalId'])(
    'are not let in by a statement that asks both actions for %s',
    (key) => {
      const cloud = sts(null)
      const value = key === 'sts:ExternalId' ? 'agreed' : 'session'
      const Condition = { StringEquals: { [key]: value } }
      cloud.role('target', { AssumeRolePolicyDocument: trusting(roleArn('caller'), ASSUME, Condition) })
      const input = { ExternalId: 'agreed' }
      expect(cloud.assume(input).session.tags).toEqual({})
      expect(refused(() => cloud.assume({ ...input, Tags }))).toContain(
        'no role trust policy allows the sts:TagSession',
      )
      const [assuming] = trusting(roleArn('caller'), 'sts:AssumeRole', Condition).Statement
      const TagKeys = { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] } }
      const [tagging] = trusting(roleArn('caller'), 'sts:TagSession', TagKeys).Statement
      cloud.role('target', { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [assuming, tagging] } })
      expect(cloud.assume({ ...input, Tags }).session.tags).toEqual({ team: 'red' })
      expect(refused(() => cloud.assume({ ...input, Tags: [...Tags, { Key: 'level', Value: '1' }] }))).toContain(
        'sts:TagSession',
      )
    },
  )
  test("of the caller's identity policy are asked the same way", () => {
    const Condition = { StringEquals: { 'sts:RoleSessionName': 'session' } }
    const may = (...Statement: object[]) => {
      const cloud = sts({ Version: '2012-10-17', Statement })
      cloud.role('target', { AssumeRolePolicyDocument: trusting(`arn:aws:iam::${ACCOUNT}:root`, ASSUME) })
      return refused(() => cloud.assume({ Tags }))
    }
    const allow = { Effect: 'Allow', Resource: '*' }
    expect(may({ ...allow, Action: ASSUME, Condition })).toContain('no identity-based policy allows the sts:TagSession')
    expect(may({ ...allow, Action: 'sts:AssumeRole', Condition }, { ...allow, Action: 'sts:TagSession' })).toBe(
      'allowed',
    )
    const transitive = { 'ForAnyValue:StringEquals': { 'sts:TransitiveTagKeys': ['team'] } }
    const asked = { ...allow, Action: ASSUME, Condition: transitive }
    expect(may(asked)).toContain('not authorized to perform: sts:AssumeRole')
    const cloud = sts({ Version: '2012-10-17', Statement: [asked] })
    cloud.role('target', { AssumeRolePolicyDocument: trusting(`arn:aws:iam::${ACCOUNT}:root`, ASSUME) })
    expect(cloud.assume({ Tags, TransitiveTagKeys: ['team'] }).session.tags).toEqual({ team: 'red' })
  })
  test('are passed on when they are transitive, and cannot be changed then', () => {
    const cloud = sts(null)
    cloud.role('target', { AssumeRolePolicyDocument: trusting(roleArn('caller'), ASSUME) })
    cloud.role('next', { AssumeRolePolicyDocument: trusting(roleArn('target'), ASSUME) })
    const tags = [...Tags, { Key: 'level', Value: '1' }]
    const { session } = cloud.assume({ Tags: tags, TransitiveTagKeys: ['team'] })
    const next = { RoleArn: roleArn('next') }
    expect(cloud.assume(next, session).session.tags).toEqual({ team: 'red' })
    expect(refused(() => cloud.assume({ ...next, Tags: [{ Key: 'Team', Value: 'blue' }] }, session))).toContain(
      'conflicts with a transitive tag key',
    )
  })
})

describe('what STS does not accept', () => {
  const many = Array.from({ length: 51 }, (_, i) => ({ Key: `k${i}`, Value: '' }))
  test.each<[string, Record<string, unknown>, string]>([
    [
      'a session name with other characters',
      { RoleSessionName: 'a/b' },
      "ValidationError: 1 validation error detected: Value 'a/b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
    ],
    ['a long session name', { RoleSessionName: 'a'.repeat(65) }, 'Member must have length less than or equal to 64'],
    ['a short duration', { DurationSeconds: '899' }, 'greater than or equal to 900'],
    ['a duration beyond the role’s', { DurationSeconds: 3601 }, 'exceeds the MaxSessionDuration set for this role'],
    ['a long session policy', { Policy: `{${' '.repeat(2048)}` }, 'Member must have length less than or equal to 2048'],
    ['a malformed session policy', { Policy: '{"Statement":[{"Effect":"Allow"}]}' }, 'MalformedPolicyDocument: '],
    [
      'a session policy with an unknown operator',
      {
        Policy: JSON.stringify({
          Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', Condition: { Foo: { 'aws:userid': 'x' } } }],
        }),
      },
      'MalformedPolicyDocument: Invalid Condition type : Foo.',
    ],
    ['51 tags', { Tags: many }, 'Member must have length less than or equal to 50'],
    [
      'the same tag twice',
      {
        Tags: [
          { Key: 'a', Value: '1' },
          { Key: 'A', Value: '2' },
        ],
      },
      'Duplicate tag keys',
    ],
    ['a reserved tag', { Tags: [{ Key: 'aws:x', Value: '1' }] }, 'reserved'],
    ['a transitive key without its tag', { TransitiveTagKeys: ['a'] }, 'must be included in the requested tags'],
    [
      'managed session policies',
      { PolicyArns: [{ arn: 'x' }] },
      'UnsupportedByLocalCloud: The local cloud does not support the parameter PolicyArns of sts:AssumeRole.',
    ],
  ])('%s', (_name, input, message) => {
    const cloud = sts(null)
    cloud.role('target', { AssumeRolePolicyDocument: trusting(roleArn('caller'), ASSUME) })
    expect(refused(() => cloud.assume(input))).toContain(message)
  })

  test('more than an hour in a chain of roles', () => {
    const cloud = sts(null)
    cloud.role('target', { AssumeRolePolicyDocument: trusting(roleArn('caller')), MaxSessionDuration: 43_200 })
    expect(refused(() => cloud.assume({ DurationSeconds: 7200 }))).toContain(
      '1 hour session limit for roles assumed by role chaining',
    )
  })
})

test('a session policy only takes rights away', () => {
  const cloud = sts(null)
  cloud.role('target', {
    AssumeRolePolicyDocument: trusting(roleArn('caller')),
    Policies: inline(allowAll(['s3:*', 'sqs:*'])),
  })
  const { session } = cloud.assume({ Policy: JSON.stringify(allowAll(['s3:*', 'sns:*'])) })
  const may = (action: string) => refused(() => cloud.iam.authorize(session, [{ action, resource: '*' }]))
  expect(may('s3:ListAllMyBuckets')).toBe('allowed')
  expect(may('sqs:ListQueues')).toContain('because no session policy allows the sqs:ListQueues action')
  expect(may('sns:ListTopics')).toContain('because no identity-based policy allows')
})

test('GetCallerIdentity answers who calls, and nobody else', () => {
  const { operations, session } = sts()
  const identity = (principal: Parameters<typeof callBy>[0]) => operations.GetCallerIdentity?.run({}, callBy(principal))
  const mine = session('caller').session
  expect(identity(mine)).toEqual({ Account: ACCOUNT, Arn: mine.arn, UserId: `${mine.roleId}:function` })
  expect(() => identity({ kind: 'anonymous' })).toThrow('Request is missing Authentication Token')
})
