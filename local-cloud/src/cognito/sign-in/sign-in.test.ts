import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { type TestCognito, testCognito, testPool, testUser } from '../cognito-fixture.ts'

const username = 'ann@example.com'
const password = 'correct horse 1'

async function withUser(pool: object = {}, client: object = {}) {
  const cloud = testCognito()
  const ids = await testPool(cloud, pool, client)
  const sub = await testUser(cloud, ids.userPoolId, username, password)
  return { cloud, sub, ...ids }
}

const signIn = (cloud: TestCognito, ClientId: string, PASSWORD: string, USERNAME = username) =>
  cloud.call('InitiateAuth', { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME, PASSWORD } })

test.each([username, 'nobody@example.com'])(
  'after five failures %s is locked out, for twice as long each time',
  async (name) => {
    const { cloud, clientId } = await withUser()
    const attempt = () => signIn(cloud, clientId, 'wrong horse 1', name)
    for (let i = 0; i < 5; i++) await expect(attempt()).rejects.toThrow('Incorrect username or password.')
    await expect(attempt()).rejects.toThrow('Password attempts exceeded')
    cloud.clock.advance(1000)
    await expect(attempt()).rejects.toThrow('Incorrect username or password.')
    cloud.clock.advance(1999)
    await expect(attempt()).rejects.toThrow('Password attempts exceeded')
    cloud.clock.advance(1 + 15 * 60_000)
    for (let i = 0; i < 5; i++) await expect(attempt()).rejects.toThrow('Incorrect username or password.')
  },
)

test('a sign-in by the right password sets the count of failures back', async () => {
  const { cloud, clientId } = await withUser()
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < 4; i++) await expect(signIn(cloud, clientId, 'wrong horse 1')).rejects.toThrow('Incorrect')
    expect(await signIn(cloud, clientId, password)).toHaveProperty('AuthenticationResult.AccessToken')
  }
})

test('a flow that the client does not allow is refused', async () => {
  const { cloud, clientId } = await withUser({}, { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] })
  await expect(signIn(cloud, clientId, password)).rejects.toThrow('USER_PASSWORD_AUTH flow not enabled for this client')
})

test('an unknown user is answered an SRP challenge, always with the same salt and id', async () => {
  const { cloud, clientId } = await withUser()
  const challenge = async (USERNAME: string) => {
    const AuthParameters = { USERNAME, SRP_A: 'abcdef' }
    const answer = await cloud.call('InitiateAuth', { ClientId: clientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters })
    return answer.ChallengeParameters
  }
  const [known, first, second] = [await challenge(username), await challenge('no@x.io'), await challenge('NO@x.io')]
  expect(Object.keys(first)).toEqual(Object.keys(known))
  expect(first.USER_ID_FOR_SRP).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect([first.SALT, first.USER_ID_FOR_SRP]).toEqual([second.SALT, second.USER_ID_FOR_SRP])
  expect(first.SALT).toHaveLength(known.SALT.length)
  expect(first.SRP_B).not.toBe(second.SRP_B)
})

test('a client that hides nobody says that a user does not exist', async () => {
  const { cloud, clientId } = await withUser({}, { PreventUserExistenceErrors: 'LEGACY' })
  await expect(signIn(cloud, clientId, password, 'nobody@example.com')).rejects.toThrow('User does not exist.')
})

test('a public value that is zero modulo N is refused', async () => {
  const { cloud, clientId } = await withUser()
  const AuthParameters = { USERNAME: username, SRP_A: '0' }
  const answer = cloud.call('InitiateAuth', { ClientId: clientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters })
  await expect(answer).rejects.toMatchObject({ code: 'InvalidParameterException' })
})

test('a secret block is good for one try, and for three minutes', async () => {
  const { cloud, clientId } = await withUser()
  const start = async () => {
    const AuthParameters = { USERNAME: username, SRP_A: 'abcdef' }
    const answer = await cloud.call('InitiateAuth', { ClientId: clientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters })
    return answer.ChallengeParameters.SECRET_BLOCK
  }
  const respond = (block: string) =>
    cloud.call('RespondToAuthChallenge', {
      ClientId: clientId,
      ChallengeName: 'PASSWORD_VERIFIER',
      ChallengeResponses: {
        USERNAME: username,
        PASSWORD_CLAIM_SECRET_BLOCK: block,
        PASSWORD_CLAIM_SIGNATURE: 'AAAA',
        TIMESTAMP: 'now',
      },
    })
  const [used, late] = [await start(), await start()]
  await expect(respond(used)).rejects.toThrow('Incorrect username or password.')
  await expect(respond(used)).rejects.toThrow('session can only be used once')
  cloud.clock.advance(3 * 60_000)
  await expect(respond(late)).rejects.toThrow('session is expired')
})

test('a temporary password expires, and a new invitation starts its time anew', async () => {
  const { cloud, userPoolId, clientId } = await withUser()
  const TemporaryPassword = 'temporary 1'
  const invite = { UserPoolId: userPoolId, Username: 'bob@example.com', TemporaryPassword }
  await cloud.call('AdminCreateUser', invite)
  cloud.clock.advance(7 * 86_400_000)
  const attempt = () => signIn(cloud, clientId, TemporaryPassword, 'bob@example.com')
  await expect(attempt()).rejects.toThrow('Temporary password has expired and must be reset by an administrator.')
  await cloud.call('AdminCreateUser', { ...invite, MessageAction: 'RESEND' })
  expect(await attempt()).toMatchObject({ ChallengeName: 'NEW_PASSWORD_REQUIRED' })
})

test('a disabled user cannot sign in, and their tokens end', async () => {
  const { cloud, userPoolId, clientId } = await withUser()
  const { AuthenticationResult } = await signIn(cloud, clientId, password)
  await cloud.call('AdminDisableUser', { UserPoolId: userPoolId, Username: username })
  await expect(signIn(cloud, clientId, password)).rejects.toThrow('User is disabled.')
  await cloud.call('AdminEnableUser', { UserPoolId: userPoolId, Username: username })
  const { AccessToken } = AuthenticationResult
  await expect(cloud.call('GetUser', { AccessToken })).rejects.toThrow('Access Token has been revoked')
})

test('a sign-in outlives a restart, and no password or refresh token is stored', async () => {
  const database = new DatabaseSync(':memory:')
  const cloud = testCognito({ database })
  const { userPoolId, clientId } = await testPool(cloud)
  await testUser(cloud, userPoolId, username, password)
  const { AccessToken, RefreshToken } = (await signIn(cloud, clientId, password)).AuthenticationResult
  const restarted = testCognito({ database })
  expect(await restarted.call('GetUser', { AccessToken })).toMatchObject({ UserAttributes: expect.anything() })
  expect(await restarted.jwks(userPoolId)).toEqual(await cloud.jwks(userPoolId))
  const tables = database.prepare(`SELECT name FROM sqlite_master WHERE type = 'table'`).all()
  const stored = JSON.stringify(tables.map(({ name }) => database.prepare(`SELECT * FROM ${name}`).all()))
  expect(stored).not.toContain(password)
  expect(stored).not.toContain(RefreshToken)
})
