import { expect, test } from 'vitest'
import { testCognito, testPool, testUser } from '../cognito-fixture.ts'
import { unverifiedClaims } from './jwt.ts'

const password = 'correct horse 1'

async function signedIn(client: object = {}) {
  const cloud = testCognito()
  const { userPoolId, clientId } = await testPool(cloud, {}, client)
  await testUser(cloud, userPoolId, 'ann@example.com', password)
  const { AuthenticationResult } = await cloud.call('InitiateAuth', {
    ClientId: clientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: 'ann@example.com', PASSWORD: password },
  })
  const refresh = async (RefreshToken: string) =>
    (await cloud.call('GetTokensFromRefreshToken', { ClientId: clientId, RefreshToken })).AuthenticationResult
  return { cloud, clientId, tokens: AuthenticationResult, refresh }
}

test('a rotated token is accepted within the grace period and refused after it', async () => {
  const { cloud, tokens, refresh } = await signedIn()
  const second = await refresh(tokens.RefreshToken)
  expect(second.RefreshToken).not.toBe(tokens.RefreshToken)
  cloud.clock.advance(29_999)
  await refresh(tokens.RefreshToken)
  cloud.clock.advance(1)
  await expect(refresh(tokens.RefreshToken)).rejects.toMatchObject({ code: 'RefreshTokenReuseException' })
  await refresh(second.RefreshToken)
})

test('without a grace period one of two simultaneous calls is refused', async () => {
  const { tokens, refresh } = await signedIn({
    RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
  })
  const results = await Promise.allSettled([refresh(tokens.RefreshToken), refresh(tokens.RefreshToken)])
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('a replacement lives no longer than the token that it replaces', async () => {
  const { cloud, tokens, refresh } = await signedIn({ RefreshTokenValidity: 2 })
  cloud.clock.advance(86_400_000)
  const { RefreshToken } = await refresh(tokens.RefreshToken)
  cloud.clock.advance(86_400_000)
  await expect(refresh(RefreshToken)).rejects.toThrow('Refresh Token has expired')
})

test('without rotation a refresh gives no new refresh token', async () => {
  const { cloud, clientId, tokens, refresh } = await signedIn({
    RefreshTokenRotation: { Feature: 'DISABLED' },
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  })
  expect(await refresh(tokens.RefreshToken)).not.toHaveProperty('RefreshToken')
  const AuthParameters = { REFRESH_TOKEN: tokens.RefreshToken }
  const answer = await cloud.call('InitiateAuth', {
    ClientId: clientId,
    AuthFlow: 'REFRESH_TOKEN_AUTH',
    AuthParameters,
  })
  const [before, after] = [tokens, answer.AuthenticationResult].map(({ AccessToken }) => unverifiedClaims(AccessToken))
  expect(after?.origin_jti).toBe(before?.origin_jti)
  expect(after?.jti).not.toBe(before?.jti)
})

test('a revoked session takes its access tokens with it', async () => {
  const { cloud, clientId, tokens, refresh } = await signedIn()
  const second = await refresh(tokens.RefreshToken)
  await cloud.call('RevokeToken', { ClientId: clientId, Token: tokens.RefreshToken })
  await expect(refresh(second.RefreshToken)).rejects.toThrow('Refresh Token has been revoked')
  const { AccessToken } = second
  await expect(cloud.call('GetUser', { AccessToken })).rejects.toThrow('Access Token has been revoked')
})

test('a refresh token is of no use to another client', async () => {
  const { cloud, tokens } = await signedIn()
  const { Id } = (await cloud.call('DescribeUserPool', { UserPoolId: await poolOf(cloud) })).UserPool
  const other = await cloud.create('AWS::Cognito::UserPoolClient', { UserPoolId: Id }, 'Other')
  const answer = cloud.call('GetTokensFromRefreshToken', { ClientId: other, RefreshToken: tokens.RefreshToken })
  await expect(answer).rejects.toThrow('Invalid Refresh Token.')
})

async function poolOf(cloud: ReturnType<typeof testCognito>): Promise<string> {
  return (await cloud.call('ListUserPools', { MaxResults: 10 })).UserPools[0].Id
}
