import { describe, expect, test } from 'vitest'
import { allowAll, iamFixture, LAMBDA_TRUST, resourceContext, roleArn } from '../iam-fixture.ts'

const BASIC = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'
const trusting = (AWS: string) => ({ Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS } }] })

describe('a role that IAM would refuse fails the deployment', () => {
  test.each<[string, Record<string, unknown>, string]>([
    [
      'an unknown AWS managed policy',
      { ManagedPolicyArns: ['arn:aws:iam::aws:policy/PowerUserAccess'] },
      'the AWS managed policy arn:aws:iam::aws:policy/PowerUserAccess',
    ],
    [
      'a policy that does not exist',
      { ManagedPolicyArns: ['arn:aws:iam::000000000000:policy/none'] },
      'does not exist or is not attachable',
    ],
    [
      'a boundary that does not exist',
      { PermissionsBoundary: 'arn:aws:iam::000000000000:policy/none' },
      'does not exist or is not attachable',
    ],
    [
      'a trusted role that does not exist',
      { AssumeRolePolicyDocument: trusting(roleArn('none')) },
      `Invalid principal in policy: "AWS":"${roleArn('none')}"`,
    ],
    [
      'an inline policy with an unknown key',
      {
        Policies: [
          {
            PolicyName: 'p',
            PolicyDocument: {
              Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', Condition: { StringEquals: { 'x:y': 'z' } } }],
            },
          },
        ],
      },
      'the condition key x:y',
    ],
    [
      'policies above 10,240 characters',
      {
        Policies: [
          {
            PolicyName: 'p',
            PolicyDocument: allowAll(Array.from({ length: 600 }, (_, i) => `dynamodb:Operation${i}`)),
          },
        ],
      },
      'Maximum policy size of 10240 bytes exceeded for role app',
    ],
  ])('%s', (_name, properties, message) => {
    expect(() => iamFixture().role('app', properties)).toThrow(message)
  })

  test('a property that is not honoured', () => {
    const { properties } = iamFixture().resource('AWS::IAM::Role')
    expect(() => properties.parse({ AssumeRolePolicyDocument: LAMBDA_TRUST, Colour: 'red' })).toThrow('Colour')
  })
})

test('a deployment that is run again makes the same role', () => {
  const cloud = iamFixture()
  cloud.role('app')
  const { id } = cloud.directory.roles.get('app') ?? {}
  cloud.role('app')
  expect(cloud.directory.roles.get('app')?.id).toBe(id)
})

test('an update replaces exactly the policies that the role itself declared', () => {
  const cloud = iamFixture()
  const inline = (name: string) => [{ PolicyName: name, PolicyDocument: allowAll('s3:*') }]
  cloud.role('app', { Policies: inline('first'), ManagedPolicyArns: [BASIC] })
  const policy = cloud.resource('AWS::IAM::Policy')
  policy.create(
    policy.properties.parse({ PolicyName: 'other', PolicyDocument: allowAll('s3:*'), Roles: ['app'] }),
    resourceContext('Other'),
  )
  cloud.role('app', { Policies: inline('second') })
  const names = cloud.directory.roles.policies('app').map((one) => ('name' in one ? one.name : one.managedArn))
  expect(names).toEqual(['other', 'second'])
})

test('a managed policy that is attached elsewhere cannot be deleted', () => {
  const cloud = iamFixture()
  const type = cloud.resource('AWS::IAM::ManagedPolicy')
  const properties = type.properties.parse({ ManagedPolicyName: 'shared', PolicyDocument: allowAll('s3:*') })
  const deployed = type.create(properties, resourceContext('Shared')) as {
    physicalId: string
    attributes: Record<string, unknown>
  }
  cloud.role('app', { ManagedPolicyArns: [deployed.physicalId] })
  expect(() => type.delete(deployed, resourceContext('Shared'))).toThrow('Cannot delete a policy attached to entities.')
})

test('a role with one wrong policy leaves nothing behind', () => {
  const cloud = iamFixture()
  expect(() => cloud.role('app', { ManagedPolicyArns: ['arn:aws:iam::000000000000:policy/none'] })).toThrow()
  expect(cloud.directory.roles.get('app')).toBeUndefined()
})
