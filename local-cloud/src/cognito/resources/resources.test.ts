import { expect, test } from 'vitest'
import { testCognito, testPool } from '../cognito-fixture.ts'

const user = { Username: 'op@example.com', UserAttributes: [{ Name: 'email_verified', Value: 'true' }] }

test('a pool and a client are known by ids of the form that AWS gives', async () => {
  const { userPoolId, clientId } = await testPool(testCognito())
  expect(userPoolId).toMatch(/^us-east-1_[0-9A-Za-z]{9}$/)
  expect(clientId).toMatch(/^[0-9a-z]{26}$/)
})

test('a deployment that runs again finds its pool, its key and its users, and invites nobody twice', async () => {
  const cloud = testCognito()
  const { userPoolId } = await testPool(cloud)
  const jwks = await cloud.jwks(userPoolId)
  await cloud.create('AWS::Cognito::UserPoolUser', { UserPoolId: userPoolId, ...user })
  const again = await testPool(cloud)
  await cloud.create('AWS::Cognito::UserPoolUser', { UserPoolId: userPoolId, ...user })
  expect(again.userPoolId).toBe(userPoolId)
  expect(await cloud.jwks(userPoolId)).toEqual(jwks)
  expect(cloud.outbox.list()).toHaveLength(1)
})

test('a user of another origin stands in the way of one in a template', async () => {
  const cloud = testCognito()
  const { userPoolId } = await testPool(cloud)
  await cloud.call('AdminCreateUser', { UserPoolId: userPoolId, Username: user.Username })
  const created = cloud.create('AWS::Cognito::UserPoolUser', { UserPoolId: userPoolId, ...user })
  await expect(created).rejects.toMatchObject({ code: 'UsernameExistsException' })
})

test('a user of a template joins a group, which its tokens name', async () => {
  const cloud = testCognito()
  const { userPoolId } = await testPool(cloud)
  await cloud.create('AWS::Cognito::UserPoolGroup', { UserPoolId: userPoolId, GroupName: 'SystemAdmin', Precedence: 1 })
  const Username = await cloud.create('AWS::Cognito::UserPoolUser', { UserPoolId: userPoolId, ...user })
  const attachment = { UserPoolId: userPoolId, GroupName: 'SystemAdmin', Username }
  await cloud.create('AWS::Cognito::UserPoolUserToGroupAttachment', attachment)
  const { Groups } = await cloud.call('AdminListGroupsForUser', { UserPoolId: userPoolId, Username })
  expect(Groups).toMatchObject([{ GroupName: 'SystemAdmin', Precedence: 1 }])
  const { Users } = await cloud.call('ListUsersInGroup', { UserPoolId: userPoolId, GroupName: 'SystemAdmin' })
  expect(Users).toMatchObject([{ UserStatus: 'FORCE_CHANGE_PASSWORD' }])
})

test.each([
  ['a trigger that is not supported', { LambdaConfig: { PreSignUp: 'arn:fn' } }, /PreSignUp/],
  [
    'an attribute whose shortest value is longer than its longest',
    { Schema: [{ Name: 'plan', StringAttributeConstraints: { MinLength: '9', MaxLength: '3' } }] },
    /MinLength of the attribute custom:plan is greater than its MaxLength/,
  ],
  [
    'a number whose least value is above its greatest',
    {
      Schema: [
        { Name: 'seats', AttributeDataType: 'Number', NumberAttributeConstraints: { MinValue: '9', MaxValue: '3' } },
      ],
    },
    /MinValue of the attribute custom:seats is greater than its MaxValue/,
  ],
  ['a required attribute of its own', { Schema: [{ Name: 'plan', Required: true }] }, /Required custom attributes/],
  ['multi-factor authentication', { MfaConfiguration: 'ON' }, /MfaConfiguration/],
  [
    'access token claims on the Lite plan',
    {
      UserPoolTier: 'LITE',
      LambdaConfig: { PreTokenGenerationConfig: { LambdaArn: 'arn:fn', LambdaVersion: 'V2_0' } },
    },
    /UserPoolTier ESSENTIALS or PLUS/,
  ],
])('a pool with %s fails its deployment by name', async (_, pool, text) => {
  await expect(testPool(testCognito(), pool)).rejects.toThrow(text)
})

test.each([
  ['a secret', { GenerateSecret: true }, /GenerateSecret/],
  ['OAuth', { AllowedOAuthFlows: ['code'] }, /AllowedOAuthFlows/],
  ['an attribute that the pool does not have', { WriteAttributes: ['custom:x'] }, /Invalid write attributes/],
  ['a flow that rotation excludes', { ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'] }, /ALLOW_REFRESH_TOKEN_AUTH/],
  ['access tokens of two days', { AccessTokenValidity: 48 }, /AccessTokenValidity/],
])('a client with %s fails its deployment by name', async (_, client, text) => {
  await expect(testPool(testCognito(), {}, client)).rejects.toThrow(text)
})

test('a protected pool is not deleted', async () => {
  const cloud = testCognito()
  const { userPoolId } = await testPool(cloud, { DeletionProtection: 'ACTIVE' })
  const type = cloud.resourceTypes.find(({ type }) => type === 'AWS::Cognito::UserPool')
  const resource = { stackName: 's', stackId: 'stack/1', logicalId: 'P', physicalName: () => 'p' }
  expect(() => type?.delete({ physicalId: userPoolId, attributes: {} }, resource)).toThrow(/deletion protection/)
})
