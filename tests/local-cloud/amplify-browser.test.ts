import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { CognitoJwtVerifier } from 'aws-jwt-verify'
import { build } from 'esbuild'
import { generateSync } from 'otplib'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { useBrowser } from '../acceptance/browser.ts'
import type { calls } from './amplify-page.ts'
import { AMPLIFY } from './clients/named-clients.ts'
import { recordCalls } from './clients/record-calls.ts'
import { useCloud } from './cloud.ts'

// aws-amplify as it is published, in a real browser, on a page of another origin than the local cloud's.

const browser = useBrowser()
const cloud = useCloud()
const password = 'correct horse 1'
let server: Server
let page: Page
let userPoolId = ''
let clientId = ''
let called: ReturnType<typeof recordCalls>

beforeAll(async () => {
  await cloud.deploy({
    Resources: {
      Pool: {
        Type: 'AWS::Cognito::UserPool',
        Properties: {
          UsernameAttributes: ['email'],
          AutoVerifiedAttributes: ['email'],
          UsernameConfiguration: { CaseSensitive: false },
          Policies: { PasswordPolicy: { MinimumLength: 10, RequireNumbers: true } },
        },
      },
      Client: {
        Type: 'AWS::Cognito::UserPoolClient',
        Properties: {
          UserPoolId: { Ref: 'Pool' },
          ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
          RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
          PreventUserExistenceErrors: 'ENABLED',
        },
      },
      // Whose people need an authenticator app.
      AppPool: {
        Type: 'AWS::Cognito::UserPool',
        Properties: {
          MfaConfiguration: 'ON',
          EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
          Policies: { PasswordPolicy: { MinimumLength: 10 } },
        },
      },
      AppClient: {
        Type: 'AWS::Cognito::UserPoolClient',
        Properties: { UserPoolId: { Ref: 'AppPool' }, ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] },
      },
    },
    Outputs: {
      Pool: { Value: { Ref: 'Pool' } },
      Client: { Value: { Ref: 'Client' } },
      AppPool: { Value: { Ref: 'AppPool' } },
      AppClient: { Value: { Ref: 'AppClient' } },
    },
  })
  called = recordCalls(cloud.cloud)
  userPoolId = cloud.cloud.output('test', 'Pool')
  clientId = cloud.cloud.output('test', 'Client')
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'amplify-page.ts')],
    bundle: true,
    format: 'esm',
    write: false,
  })
  const script = outputFiles[0]?.text ?? ''
  server = createServer((request, response) => {
    const isScript = request.url === '/page.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    response.end(isScript ? script : '<!doctype html><script type="module" src="/page.js"></script>')
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
})
afterAll(() => void server?.close())

beforeEach(async () => {
  page = await browser.context.newPage()
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  await page.waitForFunction(() => 'amplify' in globalThis)
  await amplify('configure', { userPoolId, userPoolClientId: clientId, userPoolEndpoint: cloud.cloud.url })
})
afterEach(async () => {
  await amplify('signOut')
  await page.close()
})

/** Calls Amplify in the page; what it throws comes back as `{ error, message }`. */
// biome-ignore lint/suspicious/noExplicitAny: answers are looked into member by member
function amplify(name: keyof typeof calls, input?: object): Promise<any> {
  return page.evaluate(
    async ([name, input]) => {
      // The page's script has put it there.
      const { amplify } = globalThis as unknown as { amplify: Record<string, (input: unknown) => unknown> }
      try {
        return JSON.parse(JSON.stringify((await amplify[name]?.(input)) ?? null))
      } catch (error) {
        const { name, message } = error as Error
        return { error: name, message }
      }
    },
    [name, input] as const,
  )
}

const call = (operation: string, input: object) => cloud.cloud.call('cognito-idp', operation, input)

const get = async (path: string) => (await fetch(`${cloud.cloud.url}${path}`)).text()

/** The newest mail to somebody. */
async function mailTo(address: string): Promise<string> {
  const mails: { to: string; text: string }[] = JSON.parse(await (await fetch(cloud.cloud.outbox)).text())
  return mails.findLast(({ to }) => to === address)?.text ?? ''
}

async function user(username: string, pool = userPoolId): Promise<string> {
  await call('AdminCreateUser', {
    UserPoolId: pool,
    Username: username,
    MessageAction: 'SUPPRESS',
    UserAttributes: [{ Name: 'email_verified', Value: 'true' }],
  })
  await call('AdminSetUserPassword', {
    UserPoolId: pool,
    Username: username,
    Password: password,
    Permanent: true,
  })
  return username
}

/** What Amplify has stored in the page under a name that ends so. */
const stored = (suffix: string) =>
  page.evaluate((suffix) => {
    const { localStorage } = globalThis as unknown as { localStorage: Record<string, string> }
    return Object.entries(localStorage).find(([name]) => name.endsWith(suffix))?.[1] ?? ''
  }, suffix)

test('an invited person signs in with the password from the mail, and chooses one of their own', async () => {
  const username = 'invited@example.com'
  await call('AdminCreateUser', { UserPoolId: userPoolId, Username: username })
  const temporary = /temporary password is (.+)\.$/.exec(await mailTo(username))?.[1]
  expect(await amplify('signIn', { username, password: temporary })).toMatchObject({
    isSignedIn: false,
    nextStep: { signInStep: 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED' },
  })
  expect(await amplify('confirmSignIn', { challengeResponse: 'short' })).toEqual({
    error: 'InvalidPasswordException',
    message: 'Password did not conform with policy: Password not long enough',
  })
  expect(await amplify('confirmSignIn', { challengeResponse: password })).toMatchObject({ isSignedIn: true })
  expect(await amplify('fetchUserAttributes')).toMatchObject({ email: username })
})

test('a wrong password reaches the page as the exception that it is, through CORS', async () => {
  const username = await user('wrong@example.com')
  const refused = { error: 'NotAuthorizedException', message: 'Incorrect username or password.' }
  expect(await amplify('signIn', { username, password: 'wrong horse 1' })).toEqual(refused)
  expect(await amplify('signIn', { username: 'nobody@example.com', password })).toEqual(refused)
})

test('aws-jwt-verify accepts the tokens that the browser got', async () => {
  const username = await user('verified@example.com')
  await amplify('signIn', { username, password })
  const verifier = CognitoJwtVerifier.create({ userPoolId, clientId, tokenUse: 'access' })
  verifier.cacheJwks(JSON.parse(await get(`/${userPoolId}/.well-known/jwks.json`)))
  expect(await verifier.verify(await stored('.accessToken'))).toMatchObject({
    token_use: 'access',
    client_id: clientId,
  })
})

test('a refresh rotates the refresh token, and the old one is refused', async () => {
  const username = await user('rotating@example.com')
  await amplify('signIn', { username, password })
  const before = { refresh: await stored('.refreshToken'), access: await stored('.accessToken') }
  await amplify('fetchAuthSession', { forceRefresh: true })
  const after = { refresh: await stored('.refreshToken'), access: await stored('.accessToken') }
  expect(after.refresh).not.toBe(before.refresh)
  expect(after.access).not.toBe(before.access)
  const again = call('GetTokensFromRefreshToken', { ClientId: clientId, RefreshToken: before.refresh })
  await expect(again).rejects.toMatchObject({ code: 'RefreshTokenReuseException' })
})

test('a forgotten password is replaced with the code from the mail', async () => {
  const username = await user('forgetful@example.com')
  expect((await amplify('resetPassword', { username })).nextStep).toMatchObject({
    resetPasswordStep: 'CONFIRM_RESET_PASSWORD_WITH_CODE',
  })
  const confirmationCode = /[0-9]{6}/.exec(await mailTo(username))?.[0]
  const newPassword = 'another horse 2'
  await amplify('confirmResetPassword', { username, newPassword, confirmationCode })
  expect(await amplify('signIn', { username, password })).toMatchObject({ error: 'NotAuthorizedException' })
  expect(await amplify('signIn', { username, password: newPassword })).toMatchObject({ isSignedIn: true })
})

test('a global sign-out ends the session, and every token of it', async () => {
  const username = await user('leaving@example.com')
  await amplify('signIn', { username, password })
  const [AccessToken, RefreshToken] = [await stored('.accessToken'), await stored('.refreshToken')]
  await amplify('signOut', { global: true })
  expect(await amplify('getCurrentUser')).toMatchObject({ error: 'UserUnAuthenticatedException' })
  await expect(call('GetUser', { AccessToken })).rejects.toThrow('Access Token has been revoked')
  const refresh = call('GetTokensFromRefreshToken', { ClientId: clientId, RefreshToken })
  await expect(refresh).rejects.toThrow('Refresh Token has been revoked')
})

const codeTo = async (address: string) => /[0-9]{6}/.exec(await mailTo(address))?.[0]

test('a person signs up with the second code that was mailed', async () => {
  const username = 'new@example.com'
  expect(await amplify('signUp', { username, password })).toMatchObject({
    nextStep: { signUpStep: 'CONFIRM_SIGN_UP' },
  })
  await amplify('resendSignUpCode', { username })
  const confirmationCode = await codeTo(username)
  expect(await amplify('confirmSignUp', { username, confirmationCode })).toMatchObject({ isSignUpComplete: true })
  expect(await amplify('signIn', { username, password })).toMatchObject({ isSignedIn: true })
})

test('a person changes their address and their password, and deletes their account', async () => {
  const username = await user('moving@example.com')
  await amplify('signIn', { username, password })
  await amplify('updateUserAttributes', { userAttributes: { email: 'moved@example.com' } })
  const confirmationCode = await codeTo('moved@example.com')
  await amplify('confirmUserAttribute', { userAttributeKey: 'email', confirmationCode })
  expect(await amplify('fetchUserAttributes')).toMatchObject({ email: 'moved@example.com', email_verified: 'true' })
  const newPassword = 'another horse 3'
  await amplify('updatePassword', { oldPassword: password, newPassword })
  await amplify('deleteUser')
  const gone = await amplify('signIn', { username: 'moved@example.com', password: newPassword })
  expect(gone).toMatchObject({ error: 'NotAuthorizedException' })
})

test('a person sets an authenticator app up while they sign in', async () => {
  const [pool, client] = [cloud.cloud.output('test', 'AppPool'), cloud.cloud.output('test', 'AppClient')]
  await amplify('configure', { userPoolId: pool, userPoolClientId: client, userPoolEndpoint: cloud.cloud.url })
  const username = await user('app', pool)
  const { nextStep } = await amplify('signIn', { username, password })
  expect(nextStep).toMatchObject({ signInStep: 'CONTINUE_SIGN_IN_WITH_TOTP_SETUP' })
  const challengeResponse = generateSync({ secret: nextStep.totpSetupDetails.sharedSecret })
  expect(await amplify('confirmSignIn', { challengeResponse })).toMatchObject({ isSignedIn: true })
})

test('Amplify called what it is promised, and nothing else', () => {
  expect(called()).toEqual(AMPLIFY.operations)
})

test('no service but Cognito answers a page of another origin', async () => {
  const answer = await page.evaluate(async (url) => {
    const send = (target: string) =>
      fetch(url, { method: 'POST', body: '{}', headers: { 'x-amz-target': target } }).then(
        ({ status }) => status,
        (error: Error) => error.message,
      )
    return [await send('AWSCognitoIdentityProviderService.GetUser'), await send('DynamoDB_20120810.ListTables')]
  }, cloud.cloud.url)
  expect(answer).toEqual([400, 'Failed to fetch'])
})
