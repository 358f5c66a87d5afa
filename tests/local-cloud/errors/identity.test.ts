import * as iam from '@aws-sdk/client-iam'
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import * as sts from '@aws-sdk/client-sts'
import { beforeAll, describe } from 'vitest'
import { type ClientOptions, lambdaFunction, role, useCloud } from '../cloud.ts'
import { testErrors } from './error-table.ts'

const cloud = useCloud()
let session: ClientOptions['credentials']

/** Roles are assumed by roles: a function lends its session. */
beforeAll(async () => {
  const source = `exports.handler = async () => {
    const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken } = process.env
    return { accessKeyId, secretAccessKey, sessionToken }
  }`
  const closed = role('states.amazonaws.com')
  await cloud.deploy({
    Resources: {
      Role: role('lambda.amazonaws.com'),
      Lender: lambdaFunction('lender', source),
      Closed: { ...closed, Properties: { ...closed.Properties, RoleName: 'closed' } },
      Open: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: 'open',
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
      },
    },
  })
  const { Payload } = await new LambdaClient(cloud.options()).send(new InvokeCommand({ FunctionName: 'lender' }))
  session = JSON.parse(Buffer.from(Payload ?? []).toString())
})

describe('STS', () => {
  const assume = (name: string, more = {}) => ({
    RoleArn: `arn:aws:iam::000000000000:role/${name}`,
    RoleSessionName: 'session',
    ...more,
  })
  const long = Array.from({ length: 8 }, (_, i) => ({ Key: `k${i}`, Value: 'v'.repeat(256) }))
  testErrors({
    cloud,
    service: 'sts',
    sdkPackage: '@aws-sdk/client-sts',
    sdk: sts,
    client: () => new sts.STSClient(cloud.options(session)),
    cases: [
      [
        'AssumeRole',
        'MalformedPolicyDocumentException',
        assume('open', { Policy: '{"Statement":[{"Effect":"Allow"}]}' }),
      ],
      ['AssumeRole', 'PackedPolicyTooLargeException', assume('open', { Tags: long })],
      [
        'AssumeRole',
        'AccessDenied',
        assume('closed'),
        'is not authorized to perform: sts:AssumeRole because no role trust policy allows the sts:AssumeRole action',
      ],
      ['AssumeRole', 'AccessDenied', assume('gone'), 'is not authorized to perform: sts:AssumeRole'],
      ['AssumeRole', 'ValidationError', assume('open', { RoleSessionName: 'a/b' })],
      ['AssumeRole', 'ValidationError', assume('open', { DurationSeconds: 3601 })],
    ],
    never: [
      [
        'ExpiredTokenException',
        ['AssumeRole'],
        'it is about web identities; an expired session is met in sigv4/authenticate.test.ts',
      ],
      ['InvalidContextAssertionException', ['AssumeRole'], 'provided contexts are refused by name'],
      ['RegionDisabledException', ['AssumeRole'], 'there is one Region'],
    ],
  })
})

describe('IAM', () => {
  const gone = { RoleName: 'gone' }
  const NO_ROLE = 'The role with name gone cannot be found.'
  testErrors({
    cloud,
    service: 'iam',
    sdkPackage: '@aws-sdk/client-iam',
    sdk: iam,
    client: () => new iam.IAMClient(cloud.options()),
    cases: [
      ['GetRole', 'NoSuchEntityException', gone, NO_ROLE],
      ['GetRolePolicy', 'NoSuchEntityException', { ...gone, PolicyName: 'policy' }, NO_ROLE],
      [
        'GetRolePolicy',
        'NoSuchEntityException',
        { RoleName: 'closed', PolicyName: 'gone' },
        'The role policy with name gone cannot be found.',
      ],
      ['ListAttachedRolePolicies', 'NoSuchEntityException', gone, NO_ROLE],
      ['ListRolePolicies', 'NoSuchEntityException', gone, NO_ROLE],
    ],
    never: [
      [
        'ServiceFailureException',
        'all',
        'a failure of the local cloud itself is InternalFailure, with its log saying why',
      ],
      [
        'InvalidInputException',
        ['ListAttachedRolePolicies'],
        'what a request may hold is validated before: ValidationError',
      ],
    ],
  })
})
