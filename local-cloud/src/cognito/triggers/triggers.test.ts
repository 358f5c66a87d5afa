import { expect, test } from 'vitest'
import { type TestCognito, testCognito, testPool, testUser } from '../cognito-fixture.ts'
import { unverifiedClaims } from '../tokens/jwt.ts'

const username = 'ann@example.com'
const password = 'correct horse 1'
const codeIn = (cloud: TestCognito) => /[0-9]{6}/.exec(cloud.outbox.list().at(-1)?.text ?? '')?.[0] ?? ''
const preToken = (LambdaVersion: string) => ({
  LambdaConfig: { PreTokenGenerationConfig: { LambdaArn: 'arn:fn', LambdaVersion } },
})

// biome-ignore lint/suspicious/noExplicitAny: trigger events of many shapes
type Event = any

async function signIn(pool: object, trigger: (event: Event) => unknown) {
  const cloud = testCognito({ trigger })
  const { userPoolId, clientId } = await testPool(cloud, pool)
  const sub = await testUser(cloud, userPoolId, username, password)
  await cloud.create('AWS::Cognito::UserPoolGroup', { UserPoolId: userPoolId, GroupName: 'staff' })
  await cloud.call('AdminAddUserToGroup', { UserPoolId: userPoolId, Username: username, GroupName: 'staff' })
  const { AuthenticationResult } = await cloud.call('InitiateAuth', {
    ClientId: clientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: username, PASSWORD: password },
    ClientMetadata: { tenantId: 'never passed on' },
  })
  const [access, id] = [AuthenticationResult.AccessToken, AuthenticationResult.IdToken].map(unverifiedClaims)
  return { cloud, userPoolId, clientId, sub, access, id }
}

test('a V2_0 trigger changes claims, scopes and groups, but no reserved claim', async () => {
  const { cloud, userPoolId, clientId, sub, access, id } = await signIn(preToken('V2_0'), (event) => ({
    ...event,
    response: {
      claimsAndScopeOverrideDetails: {
        accessTokenGeneration: {
          claimsToAddOrOverride: { tenantId: 'acme', limits: { rate: 5 }, sub: 'someone else', iss: 'x' },
          claimsToSuppress: ['exp', 'event_id'],
          scopesToAdd: ['orders/read'],
          scopesToSuppress: [],
        },
        idTokenGeneration: { claimsToSuppress: ['email'] },
        groupOverrideDetails: { groupsToOverride: ['admins'] },
      },
    },
  }))
  expect(access).toMatchObject({
    sub,
    tenantId: 'acme',
    limits: { rate: 5 },
    scope: 'aws.cognito.signin.user.admin orders/read',
    'cognito:groups': ['admins'],
    iss: `https://cognito-idp.us-east-1.amazonaws.com/${userPoolId}`,
    exp: expect.any(Number),
    event_id: expect.any(String),
  })
  expect(id).not.toHaveProperty('email')
  expect(id).not.toHaveProperty('tenantId')
  expect(cloud.calls).toEqual([
    {
      functionArn: 'arn:fn',
      caller: {
        kind: 'service',
        service: 'cognito-idp.amazonaws.com',
        sourceArn: `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${userPoolId}`,
        sourceAccount: '000000000000',
      },
      event: {
        version: '2',
        triggerSource: 'TokenGeneration_Authentication',
        region: 'us-east-1',
        userPoolId,
        userName: sub,
        callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId },
        request: {
          userAttributes: { sub, 'cognito:user_status': 'CONFIRMED', email: username, email_verified: 'true' },
          groupConfiguration: { groupsToOverride: ['staff'], iamRolesToOverride: [], preferredRole: null },
          scopes: ['aws.cognito.signin.user.admin'],
        },
        response: { claimsAndScopeOverrideDetails: null },
      },
    },
  ])
})

test.each([[null], [{}], [{ groupsToOverride: [] }]])(
  'a group override of %j suppresses the groups',
  async (details) => {
    const { access, id } = await signIn(preToken('V2_0'), (event) => ({
      ...event,
      response: { claimsAndScopeOverrideDetails: { groupOverrideDetails: details } },
    }))
    expect(access).not.toHaveProperty('cognito:groups')
    expect(id).not.toHaveProperty('cognito:groups')
  },
)

test('a V1_0 trigger changes the id token only', async () => {
  const { access, id } = await signIn(preToken('V1_0'), (event) => ({
    ...event,
    response: { claimsOverrideDetails: { claimsToAddOrOverride: { tenantId: 'acme' } } },
  }))
  expect(id).toMatchObject({ tenantId: 'acme', 'cognito:groups': ['staff'] })
  expect(access).not.toHaveProperty('tenantId')
})

test('a trigger that throws fails the sign-in in its words', async () => {
  const attempt = signIn(preToken('V2_0'), () => {
    throw new Error('No membership')
  })
  await expect(attempt).rejects.toMatchObject({
    code: 'UserLambdaValidationException',
    message: 'PreTokenGeneration failed with error No membership.',
  })
})

test('an answer that is no trigger response is refused', async () => {
  const attempt = signIn(preToken('V2_0'), () => ({ ok: true }))
  await expect(attempt).rejects.toMatchObject({ code: 'InvalidLambdaResponseException' })
})

test('a trigger that does not answer in five seconds is called three times in all', async () => {
  const cloud = testCognito({ trigger: () => new Promise(() => {}) })
  const { userPoolId, clientId } = await testPool(cloud, preToken('V2_0'))
  await testUser(cloud, userPoolId, username, password)
  const AuthParameters = { USERNAME: username, PASSWORD: password }
  const attempt = cloud.call('InitiateAuth', { ClientId: clientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters })
  const outcome = expect(attempt).rejects.toMatchObject({ code: 'UnexpectedLambdaException' })
  for (let i = 0; i < 3; i++) {
    await new Promise(setImmediate)
    cloud.clock.advance(5000)
  }
  await outcome
  expect(cloud.calls).toHaveLength(3)
})

const customMessage = { LambdaConfig: { CustomMessage: 'arn:fn' } }

test('an invitation is written by the custom message trigger, as the lines that its reader sees', async () => {
  const trigger = (event: Event) => {
    const { codeParameter, usernameParameter } = event.request
    const emailMessage = `<p>Welcome to Acme &amp; Co.</p>User name: ${usernameParameter}<br>Temporary password: ${codeParameter}`
    return { ...event, response: { emailSubject: 'Acme', emailMessage, smsMessage: null } }
  }
  const cloud = testCognito({ trigger })
  const { userPoolId } = await testPool(cloud, customMessage)
  const create = { UserPoolId: userPoolId, Username: username, TemporaryPassword: 'te<b>mp&amp;1' }
  await cloud.call('AdminCreateUser', { ...create, MessageAction: 'SUPPRESS' })
  expect(cloud.outbox.list()).toEqual([])
  await cloud.call('AdminCreateUser', { ...create, MessageAction: 'RESEND', ClientMetadata: { tenantId: 'acme' } })
  expect(cloud.outbox.list()).toMatchObject([
    {
      to: username,
      subject: 'Acme',
      text: `Welcome to Acme & Co.\nUser name: ${username}\nTemporary password: te<b>mp&amp;1`,
    },
  ])
  expect(cloud.calls[0]?.event).toMatchObject({ triggerSource: 'CustomMessage_AdminCreateUser', version: '1' })
  expect(cloud.calls[0]?.event.request).not.toHaveProperty('clientMetadata')
})

test('an invitation that lacks the user name gives way to the default text, and keeps its subject', async () => {
  const trigger = (event: Event) => ({ ...event, response: { emailSubject: 'Acme', emailMessage: 'Password: {####}' } })
  const cloud = testCognito({ trigger })
  const { userPoolId } = await testPool(cloud, customMessage)
  await cloud.call('AdminCreateUser', { UserPoolId: userPoolId, Username: username, TemporaryPassword: 'temporary 1' })
  expect(cloud.outbox.list()).toMatchObject([
    { subject: 'Acme', text: `Your username is ${username} and temporary password is temporary 1.` },
  ])
})

test('a PostConfirmation trigger hears of a new password once it holds, and of a confirmed account, with what the client passes on', async () => {
  const cloud = testCognito({ trigger: (event: Event) => event })
  const { userPoolId, clientId } = await testPool(cloud, {
    LambdaConfig: { PostConfirmation: 'arn:fn' },
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
  })
  const sub = await testUser(cloud, userPoolId, username, password)
  await cloud.call('ForgotPassword', { ClientId: clientId, Username: username })
  const ConfirmationCode = codeIn(cloud)
  const ClientMetadata = { page: 'forgot' }
  const confirm = {
    ClientId: clientId,
    Username: username,
    ConfirmationCode,
    Password: 'another horse 2',
    ClientMetadata,
  }
  await cloud.call('ConfirmForgotPassword', confirm)
  const userAttributes = { sub, 'cognito:user_status': 'CONFIRMED', email: username, email_verified: 'true' }
  expect(cloud.calls.map(({ event }) => event)).toMatchObject([
    {
      version: '1',
      triggerSource: 'PostConfirmation_ConfirmForgotPassword',
      userPoolId,
      userName: sub,
      callerContext: { clientId },
      request: { userAttributes, clientMetadata: ClientMetadata },
      response: {},
    },
  ])

  await cloud.call('SignUp', {
    ClientId: clientId,
    Username: 'bea@example.com',
    Password: password,
    UserAttributes: [{ Name: 'email', Value: 'bea@example.com' }],
  })
  await cloud.call('ConfirmSignUp', {
    ClientId: clientId,
    Username: 'bea@example.com',
    ConfirmationCode: codeIn(cloud),
  })
  expect(cloud.calls.at(-1)?.event).toMatchObject({
    triggerSource: 'PostConfirmation_ConfirmSignUp',
    request: { userAttributes: { email: 'bea@example.com', 'cognito:user_status': 'CONFIRMED' } },
  })
})

test('a failure of a PostConfirmation trigger is the caller’s, and the new password holds', async () => {
  const cloud = testCognito({
    trigger: () => {
      throw new Error('no table')
    },
  })
  const { userPoolId, clientId } = await testPool(cloud, { LambdaConfig: { PostConfirmation: 'arn:fn' } })
  await testUser(cloud, userPoolId, username, password)
  await cloud.call('ForgotPassword', { ClientId: clientId, Username: username })
  const confirm = {
    ClientId: clientId,
    Username: username,
    ConfirmationCode: codeIn(cloud),
    Password: 'another horse 2',
  }
  await expect(cloud.call('ConfirmForgotPassword', confirm)).rejects.toMatchObject({
    code: 'UserLambdaValidationException',
    message: 'PostConfirmation failed with error no table.',
  })
  const AuthParameters = { USERNAME: username, PASSWORD: 'another horse 2' }
  const { AuthenticationResult } = await cloud.call('InitiateAuth', {
    ClientId: clientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters,
  })
  expect(AuthenticationResult.AccessToken).toEqual(expect.any(String))
})
