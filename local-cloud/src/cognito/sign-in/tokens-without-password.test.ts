import { expect, test } from 'vitest'
import { type TestCognito, testCognito, testPool, testUser } from '../cognito-fixture.ts'
import { unverifiedClaims } from '../tokens/jwt.ts'

const Username = 'ann@example.com'
const password = 'correct horse 1'
const trigger = { PreTokenGenerationConfig: { LambdaArn: 'arn:fn', LambdaVersion: 'V2_0' } }

// biome-ignore lint/suspicious/noExplicitAny: an event of a trigger
function namesTenant(event: any) {
  const { tenantId } = event.request.clientMetadata ?? {}
  if (tenantId === 'other') throw new Error('You are not a member of this tenant.')
  const accessTokenGeneration = { claimsToAddOrOverride: { tenantId } }
  return { ...event, response: { claimsAndScopeOverrideDetails: { accessTokenGeneration } } }
}

async function withUser() {
  const cloud = testCognito({ trigger: namesTenant })
  const { userPoolId: UserPoolId, clientId: ClientId } = await testPool(cloud, { LambdaConfig: trigger })
  await testUser(cloud, UserPoolId, Username, password)
  const wanted = { UserPoolId, ClientId, Username, ClientMetadata: { tenantId: 'acme' } }
  return { cloud, UserPoolId, ClientId, wanted }
}

const signIn = (cloud: TestCognito, ClientId: string) =>
  cloud.call('InitiateAuth', {
    ClientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: Username, PASSWORD: password },
  })

/** Everything that is kept about people and their sessions. */
const kept = ({ context }: TestCognito) =>
  ['cognito_users', 'cognito_sessions', 'cognito_refresh_tokens', 'cognito_lockouts'].map((table) =>
    context.database.prepare(`SELECT * FROM ${table}`).all(),
  )

test('the tokens are those of a sign-in, the trigger asked with the same metadata', async () => {
  const { cloud, ClientId, wanted } = await withUser()
  const { AuthenticationResult } = await signIn(cloud, ClientId)
  const tokens = await cloud.tokensWithoutPassword(wanted)
  const [signedIn, without] = [AuthenticationResult.AccessToken, tokens.AccessToken].map(
    (token) => unverifiedClaims(token) ?? {},
  )
  const own = { jti: expect.any(String), event_id: expect.any(String), origin_jti: expect.any(String) }
  expect(without).toEqual({ ...signedIn, ...own, tenantId: 'acme' })
  expect(cloud.calls.at(-1)?.event).toMatchObject({ triggerSource: 'TokenGeneration_Authentication' })
  expect(tokens.ExpiresIn).toBe(AuthenticationResult.ExpiresIn)
})

test('nothing of the person changes: no session, no refresh token, the same password', async () => {
  const { cloud, ClientId, wanted } = await withUser()
  const { AuthenticationResult } = await signIn(cloud, ClientId)
  const before = kept(cloud)
  expect(await cloud.tokensWithoutPassword(wanted)).not.toHaveProperty('RefreshToken')
  expect(kept(cloud)).toEqual(before)
  const refresh = { ClientId, RefreshToken: AuthenticationResult.RefreshToken }
  expect(await cloud.call('GetTokensFromRefreshToken', refresh)).toHaveProperty('AuthenticationResult.AccessToken')
})

test('who could not sign in gets no token: strangers, the invited, the disabled, and whom the trigger refuses', async () => {
  const { cloud, UserPoolId, wanted } = await withUser()
  const refused = (more: object) => expect(cloud.tokensWithoutPassword({ ...wanted, ...more })).rejects
  await refused({ Username: 'nobody@example.com' }).toMatchObject({ code: 'UserNotFoundException' })
  await refused({ ClientId: 'other' }).toMatchObject({ code: 'ResourceNotFoundException' })
  await refused({ ClientMetadata: { tenantId: 'other' } }).toThrow('You are not a member of this tenant.')
  await refused({ Password: 'x' }).toThrow('Password')
  await cloud.call('AdminCreateUser', { UserPoolId, Username: 'new@example.com', MessageAction: 'SUPPRESS' })
  await refused({ Username: 'new@example.com' }).toThrow('FORCE_CHANGE_PASSWORD')
  await cloud.call('AdminDisableUser', { UserPoolId, Username })
  await refused({}).toThrow('User is disabled.')
})
