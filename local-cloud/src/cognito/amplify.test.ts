import { Amplify } from 'aws-amplify'
import {
  confirmResetPassword,
  confirmSignIn,
  fetchAuthSession,
  fetchUserAttributes,
  getCurrentUser,
  resetPassword,
  signIn,
  signOut,
  updatePassword,
} from 'aws-amplify/auth'
import { afterEach, expect, test } from 'vitest'
import { serve, testCognito, testPool, testUser } from './cognito-fixture.ts'

// aws-amplify as it is published, against these operations over HTTP.

const open: { close(): void }[] = []

async function amplify(pool: object = {}, client: object = {}, trigger?: (event: unknown) => unknown) {
  const cloud = testCognito(trigger && { trigger })
  const ids = await testPool(cloud, pool, client)
  const server = await serve(cloud)
  open.push(server)
  const { userPoolId, clientId: userPoolClientId } = ids
  Amplify.configure({ Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint: server.url } } })
  return { cloud, ...ids }
}

afterEach(async () => {
  await signOut()
  for (const server of open.splice(0)) server.close()
})

const username = 'ann@example.com'
const password = 'correct horse 1'

test('a user signs in by SRP and sees their attributes', async () => {
  const { cloud, userPoolId } = await amplify()
  const sub = await testUser(cloud, userPoolId, username, password)
  expect(await signIn({ username: 'Ann@Example.com', password })).toMatchObject({ isSignedIn: true })
  expect(await getCurrentUser()).toMatchObject({ username: sub, userId: sub })
  expect(await fetchUserAttributes()).toEqual({ sub, email: username, email_verified: 'true' })
  const { tokens } = await fetchAuthSession()
  expect(tokens?.accessToken.payload).toMatchObject({
    sub,
    username: sub,
    token_use: 'access',
    scope: 'aws.cognito.signin.user.admin',
    iss: `https://cognito-idp.us-east-1.amazonaws.com/${userPoolId}`,
  })
  expect(tokens?.idToken?.payload).toMatchObject({ email: username, email_verified: true, token_use: 'id' })
})

test('a wrong password and an unknown user get the same answer', async () => {
  const { cloud, userPoolId } = await amplify()
  await testUser(cloud, userPoolId, username, password)
  const refused = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' }
  await expect(signIn({ username, password: 'wrong horse 1' })).rejects.toMatchObject(refused)
  await expect(signIn({ username: 'nobody@example.com', password })).rejects.toMatchObject(refused)
})

test('an invited user chooses a password of their own', async () => {
  const { cloud, userPoolId } = await amplify()
  await cloud.call('AdminCreateUser', { UserPoolId: userPoolId, Username: username })
  const temporary = /temporary password is (.+)\.$/.exec(cloud.outbox.list()[0]?.text ?? '')?.[1] ?? ''
  const first = await signIn({ username, password: temporary })
  expect(first.nextStep).toMatchObject({ signInStep: 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED' })
  await expect(confirmSignIn({ challengeResponse: 'short' })).rejects.toMatchObject({
    name: 'InvalidPasswordException',
    message: 'Password did not conform with policy: Password not long enough',
  })
  expect(await confirmSignIn({ challengeResponse: password })).toMatchObject({ isSignedIn: true })
  await signOut()
  expect(await signIn({ username, password })).toMatchObject({ isSignedIn: true })
})

test('a refresh rotates the refresh token and names what the caller passes to the trigger', async () => {
  const seen: unknown[] = []
  const { cloud, userPoolId } = await amplify(
    { LambdaConfig: { PreTokenGenerationConfig: { LambdaArn: 'arn:fn', LambdaVersion: 'V2_0' } } },
    {},
    // biome-ignore lint/suspicious/noExplicitAny: a trigger event
    (event: any) => {
      seen.push([event.triggerSource, event.request.clientMetadata?.tenantId])
      const claims = { tenantId: event.request.clientMetadata?.tenantId ?? 'none' }
      const accessTokenGeneration = { claimsToAddOrOverride: claims }
      return { ...event, response: { claimsAndScopeOverrideDetails: { accessTokenGeneration } } }
    },
  )
  await testUser(cloud, userPoolId, username, password)
  await signIn({ username, password, options: { clientMetadata: { tenantId: 'acme' } } })
  const before = (await fetchAuthSession()).tokens
  expect(before?.accessToken.payload.tenantId).toBe('acme')
  cloud.clock.advance(1000)
  const after = await fetchAuthSession({ forceRefresh: true, clientMetadata: { tenantId: 'zen' } })
  expect(after.tokens?.accessToken.payload).toMatchObject({
    tenantId: 'zen',
    origin_jti: before?.accessToken.payload.origin_jti,
    auth_time: before?.accessToken.payload.auth_time,
  })
  expect(seen).toEqual([
    ['TokenGeneration_Authentication', 'acme'],
    ['TokenGeneration_RefreshTokens', 'zen'],
  ])
})

test('a global sign-out ends every session of the user', async () => {
  const { cloud, userPoolId, clientId } = await amplify()
  await testUser(cloud, userPoolId, username, password)
  const elsewhere = await cloud.call('InitiateAuth', {
    ClientId: clientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: username, PASSWORD: password },
  })
  await signIn({ username, password })
  await signOut({ global: true })
  const { AccessToken, RefreshToken } = elsewhere.AuthenticationResult
  await expect(cloud.call('GetUser', { AccessToken })).rejects.toThrow('Access Token has been revoked')
  const refresh = cloud.call('GetTokensFromRefreshToken', { ClientId: clientId, RefreshToken })
  await expect(refresh).rejects.toThrow('Refresh Token has been revoked')
})

test('a forgotten password is replaced with the code from the mail', async () => {
  const { cloud, userPoolId } = await amplify()
  await testUser(cloud, userPoolId, username, password)
  const { nextStep } = await resetPassword({ username })
  expect(nextStep.codeDeliveryDetails).toEqual({
    attributeName: 'email',
    deliveryMedium: 'EMAIL',
    destination: 'a***@e***',
  })
  const code = /[0-9]{6}/.exec(cloud.outbox.list()[0]?.text ?? '')?.[0] ?? ''
  const newPassword = 'another horse 2'
  const wrong = confirmResetPassword({
    username,
    newPassword,
    confirmationCode: code === '000000' ? '000001' : '000000',
  })
  await expect(wrong).rejects.toMatchObject({ name: 'CodeMismatchException' })
  await confirmResetPassword({ username, newPassword, confirmationCode: code })
  await expect(signIn({ username, password })).rejects.toMatchObject({ name: 'NotAuthorizedException' })
  expect(await signIn({ username, password: newPassword })).toMatchObject({ isSignedIn: true })
})

test('a signed-in user changes their password', async () => {
  const { cloud, userPoolId } = await amplify()
  await testUser(cloud, userPoolId, username, password)
  await signIn({ username, password })
  await updatePassword({ oldPassword: password, newPassword: 'another horse 2' })
  await signOut()
  expect(await signIn({ username, password: 'another horse 2' })).toMatchObject({ isSignedIn: true })
})
