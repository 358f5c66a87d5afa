import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  PackedPolicyTooLargeException,
  STSClient,
} from '@aws-sdk/client-sts'
import { beforeAll, describe, expect, test } from 'vitest'
import { lambdaFunction, role, useCloud } from '../cloud.ts'

// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html

const cloud = useCloud()
let sts: STSClient

/** Roles are assumed by roles: a function lends its session. */
beforeAll(async () => {
  const target = (MaxSessionDuration: number) => ({
    Type: 'AWS::IAM::Role',
    Properties: {
      MaxSessionDuration,
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: { 'Fn::GetAtt': ['Role', 'Arn'] } },
            Action: ['sts:AssumeRole', 'sts:TagSession'],
          },
        ],
      },
    },
  })
  const source = `exports.handler = async () => {
    const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken } = process.env
    return { accessKeyId, secretAccessKey, sessionToken }
  }`
  await cloud.deploy({
    Resources: {
      Role: role('lambda.amazonaws.com'),
      Lender: lambdaFunction('lender', source),
      Target: { ...target(3600), Properties: { ...target(3600).Properties, RoleName: 'target' } },
      Long: { ...target(43_200), Properties: { ...target(43_200).Properties, RoleName: 'long' } },
    },
  })
  const lambda = new LambdaClient(cloud.options())
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: 'lender' }))
  sts = new STSClient(cloud.options(JSON.parse(Buffer.from(Payload ?? []).toString())))
})

const assume = (input: Partial<AssumeRoleCommandInput> = {}, name = 'target') =>
  sts.send(
    new AssumeRoleCommand({ RoleArn: `arn:aws:iam::000000000000:role/${name}`, RoleSessionName: 'session', ...input }),
  )
const invalid = (message: string) => ({ name: 'ValidationError', message: expect.stringContaining(message) })
const tags = (count: number, value = 'v') => Array.from({ length: count }, (_, i) => ({ Key: `key${i}`, Value: value }))
const POLICY = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}'

test.each<[string, Partial<AssumeRoleCommandInput>, Partial<AssumeRoleCommandInput>, string]>([
  [
    'a session policy of 2,048 characters',
    { Policy: POLICY.padEnd(2048) },
    { Policy: POLICY.padEnd(2049) },
    'Member must have length less than or equal to 2048',
  ],
  ['50 session tags', { Tags: tags(50) }, { Tags: tags(51) }, 'Member must have length less than or equal to 50'],
  [
    'a tag key of 128 characters',
    { Tags: [{ Key: 'k'.repeat(128), Value: 'v' }] },
    { Tags: [{ Key: 'k'.repeat(129), Value: 'v' }] },
    'Member must have length less than or equal to 128',
  ],
  [
    'a tag value of 256 characters',
    { Tags: [{ Key: 'k', Value: 'v'.repeat(256) }] },
    { Tags: [{ Key: 'k', Value: 'v'.repeat(257) }] },
    'Member must have length less than or equal to 256',
  ],
  [
    'a session name of 64 characters',
    { RoleSessionName: 'n'.repeat(64) },
    { RoleSessionName: 'n'.repeat(65) },
    'Member must have length less than or equal to 64',
  ],
  [
    'a session name of 2 characters',
    { RoleSessionName: 'nn' },
    { RoleSessionName: 'n' },
    'Member must have length greater than or equal to 2',
  ],
  [
    'a session name of the documented characters',
    { RoleSessionName: 'a_A1+=,.@-' },
    { RoleSessionName: 'a/b' },
    'Member must satisfy regular expression pattern: [\\w+=,.@-]*',
  ],
  ['a duration of 900 seconds', { DurationSeconds: 900 }, { DurationSeconds: 899 }, 'greater than or equal to 900'],
  [
    "the role's own duration",
    { DurationSeconds: 3600 },
    { DurationSeconds: 3601 },
    'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
  ],
])('%s is taken, and one beyond is not', async (_name, taken, refused, message) => {
  await assume(taken)
  await expect(assume(refused)).rejects.toMatchObject(invalid(message))
})

describe('role chaining', () => {
  test('gives sessions of an hour at most, whatever the role allows', async () => {
    const { Credentials } = await assume({ DurationSeconds: 3600 }, 'long')
    expect(Credentials?.Expiration?.getTime()).toBeGreaterThan(Date.now() + 3_500_000)
    await expect(assume({ DurationSeconds: 3601 }, 'long')).rejects.toMatchObject(
      invalid('exceeds the 1 hour session limit for roles assumed by role chaining'),
    )
  })
})

describe('the packed size of policy and tags', () => {
  test('is told as a percentage: 8 for the example of the page, and nothing where neither was passed', async () => {
    const Policy =
      '{"Version":"2012-10-17","Statement":[{"Sid":"Stmt1","Effect":"Allow","Action":"s3:*","Resource":"*"}]}'
    const Tags = [
      { Key: 'Project', Value: 'Pegasus' },
      { Key: 'Team', Value: 'Engineering' },
      { Key: 'Cost-Center', Value: '12345' },
    ]
    expect((await assume({ Policy, Tags })).PackedPolicySize).toBe(8)
    expect((await assume()).PackedPolicySize).toBeUndefined()
  })

  test('has a limit of its own, below that of each part', async () => {
    expect((await assume({ Tags: tags(7, 'v'.repeat(256)) })).PackedPolicySize).toBeLessThanOrEqual(100)
    const error = await assume({ Tags: tags(8, 'v'.repeat(256)) }).catch((it) => it)
    expect(error).toBeInstanceOf(PackedPolicyTooLargeException)
    expect(error.message).toMatch(/Packed size of session policies and session tags consumes 1\d\d% of allotted space/)
  })
})
