import { generateSync } from 'otplib'
import { beforeEach, describe, expect, test } from 'vitest'
import { type TestCognito, testCognito, testPool, testUser } from '../cognito-fixture.ts'

// Codes are made by a library of its own, as people's authenticator apps make them.
const USERNAME = 'ann@example.com'
const PASSWORD = 'correct horse 1'
const TOTP = { EnabledMfas: ['SOFTWARE_TOKEN_MFA'] }

let cloud: TestCognito
let userPoolId: string
let ClientId: string

beforeEach(async () => {
  cloud = testCognito()
  const ids = await testPool(cloud, { MfaConfiguration: 'ON', ...TOTP })
  userPoolId = ids.userPoolId
  ClientId = ids.clientId
  await testUser(cloud, userPoolId, USERNAME, PASSWORD)
})

/** The code of an app whose clock is this far ahead. */
const codeOf = (secret: string, seconds = 0) =>
  generateSync({ secret, epoch: Math.floor(cloud.clock.now() / 1000) + seconds })
const next = () => cloud.clock.advance(30_000)
const signIn = (name = USERNAME) =>
  cloud.call('InitiateAuth', {
    ClientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: name, PASSWORD },
  })
const respond = (ChallengeName: string, Session: string, responses: object = {}) =>
  cloud.call('RespondToAuthChallenge', {
    ClientId,
    ChallengeName,
    Session,
    ChallengeResponses: { USERNAME, ...responses },
  })
const answerCode = (Session: string, SOFTWARE_TOKEN_MFA_CODE: string) =>
  respond('SOFTWARE_TOKEN_MFA', Session, { SOFTWARE_TOKEN_MFA_CODE })

/** Sets an app up at sign-in; answers its secret. */
async function setUp(name = USERNAME): Promise<string> {
  const begun = await signIn(name)
  const { SecretCode, Session } = await cloud.call('AssociateSoftwareToken', { Session: begun.Session })
  const verified = await cloud.call('VerifySoftwareToken', { Session, UserCode: codeOf(SecretCode) })
  expect(verified.Status).toBe('SUCCESS')
  const answer = await respond('MFA_SETUP', verified.Session, { USERNAME: name })
  expect(answer).toHaveProperty('AuthenticationResult.AccessToken')
  return SecretCode
}

describe('a pool that requires an authenticator app', () => {
  test('asks for its set-up at the first sign-in, and for a code at each one after', async () => {
    expect(await signIn()).toMatchObject({
      ChallengeName: 'MFA_SETUP',
      ChallengeParameters: { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]' },
    })
    const secret = await setUp()
    next()
    const { ChallengeName, Session, AuthenticationResult } = await signIn()
    expect([ChallengeName, AuthenticationResult]).toEqual(['SOFTWARE_TOKEN_MFA', undefined])
    expect(await answerCode(Session, codeOf(secret))).toHaveProperty('AuthenticationResult.RefreshToken')
  })

  test('asks for the set-up after a temporary password was replaced', async () => {
    const Username = 'bob@example.com'
    const user = { UserPoolId: userPoolId, Username, MessageAction: 'SUPPRESS', TemporaryPassword: PASSWORD }
    await cloud.call('AdminCreateUser', user)
    const { Session } = await signIn(Username)
    const responses = { USERNAME: Username, NEW_PASSWORD: 'another horse 2' }
    expect(await respond('NEW_PASSWORD_REQUIRED', Session, responses)).toMatchObject({ ChallengeName: 'MFA_SETUP' })
  })

  test('gives nothing for a set-up that was not finished', async () => {
    const begun = await signIn()
    await expect(respond('MFA_SETUP', begun.Session)).rejects.toThrow('Invalid session')
    const { Session } = await cloud.call('AssociateSoftwareToken', { Session: begun.Session })
    await expect(respond('MFA_SETUP', Session)).rejects.toThrow('Invalid session')
    await expect(cloud.call('VerifySoftwareToken', { Session, UserCode: '000000' })).rejects.toMatchObject({
      code: 'EnableSoftwareTokenMFAException',
    })
    expect((await signIn()).ChallengeName).toBe('MFA_SETUP')
  })

  test('asks for another set-up once an administrator has deleted the app', async () => {
    const lost = await setUp()
    await cloud.call('AdminDeleteSoftwareToken', { UserPoolId: userPoolId, Username: USERNAME })
    expect((await signIn()).ChallengeName).toBe('MFA_SETUP')
    const found = await setUp()
    next()
    const { Session } = await signIn()
    await expect(answerCode(Session, codeOf(lost))).rejects.toMatchObject({ code: 'CodeMismatchException' })
    expect(await answerCode(Session, codeOf(found))).toHaveProperty('AuthenticationResult')
  })
})

test('a pool where it is optional asks those alone for a code who have set an app up', async () => {
  const secret = await setUp()
  await testPool(cloud, { MfaConfiguration: 'OPTIONAL', ...TOTP })
  next()
  expect(await answerCode((await signIn()).Session, codeOf(secret))).toHaveProperty('AuthenticationResult')
  await cloud.call('AdminDeleteSoftwareToken', { UserPoolId: userPoolId, Username: USERNAME })
  expect(await signIn()).toHaveProperty('AuthenticationResult')
})

describe('a code', () => {
  test('may be one window of 30 seconds early or late, and no more', async () => {
    const secret = await setUp()
    next()
    next()
    for (const seconds of [-60, 60]) {
      const { Session } = await signIn()
      await expect(answerCode(Session, codeOf(secret, seconds))).rejects.toThrow('Invalid code')
    }
    for (const seconds of [-30, 0, 30]) {
      const { Session } = await signIn()
      expect(await answerCode(Session, codeOf(secret, seconds))).toHaveProperty('AuthenticationResult')
    }
  })

  test('is used once, that of the set-up too, and none before it afterwards', async () => {
    const secret = await setUp()
    const used = { code: 'ExpiredCodeException', message: 'Your software token has already been used once.' }
    const { Session } = await signIn()
    await expect(answerCode(Session, codeOf(secret))).rejects.toMatchObject(used)
    const code = codeOf(secret, 30)
    // The session stays open for the next code.
    expect(await answerCode(Session, code)).toHaveProperty('AuthenticationResult')
    await expect(answerCode((await signIn()).Session, code)).rejects.toMatchObject(used)
    await expect(answerCode((await signIn()).Session, codeOf(secret, -30))).rejects.toMatchObject(used)
  })

  test('is not guessed: after five failures the user waits, whatever session they come with', async () => {
    const secret = await setUp()
    next()
    for (let i = 0; i < 5; i++) {
      await expect(answerCode((await signIn()).Session, '000000')).rejects.toThrow('Invalid code')
    }
    const { Session } = await signIn()
    await expect(answerCode(Session, codeOf(secret))).rejects.toThrow('attempts exceeded')
    cloud.clock.advance(1000)
    expect(await answerCode(Session, codeOf(secret))).toHaveProperty('AuthenticationResult')
  })
})

describe('a session', () => {
  test('is for one sign-in, of one person, by one client, for as long as the client says', async () => {
    const secret = await setUp()
    next()
    const { Session } = await signIn()
    const code = { SOFTWARE_TOKEN_MFA_CODE: codeOf(secret) }
    const other = await cloud.create('AWS::Cognito::UserPoolClient', { UserPoolId: userPoolId }, 'OtherClient')
    await testUser(cloud, userPoolId, 'eve@example.com', PASSWORD)
    const eve = respond('SOFTWARE_TOKEN_MFA', Session, { USERNAME: 'eve@example.com', ...code })
    await expect(eve).rejects.toThrow('Invalid session for the user')
    const ChallengeResponses = { USERNAME, ...code }
    const elsewhere = { ClientId: other, ChallengeName: 'SOFTWARE_TOKEN_MFA', Session, ChallengeResponses }
    await expect(cloud.call('RespondToAuthChallenge', elsewhere)).rejects.toThrow('Invalid session for the user')

    expect(await answerCode(Session, codeOf(secret))).toHaveProperty('AuthenticationResult')
    next()
    await expect(answerCode(Session, codeOf(secret))).rejects.toThrow('session can only be used once')
    const late = await signIn()
    cloud.clock.advance(3 * 60_000)
    await expect(answerCode(late.Session, codeOf(secret))).rejects.toThrow('session is expired')
  })

  test('of a password is none of a set-up, and of a code none either', async () => {
    await setUp()
    const { Session } = await signIn()
    for (const operation of ['AssociateSoftwareToken', 'VerifySoftwareToken']) {
      const input = { Session, ...(operation === 'VerifySoftwareToken' && { UserCode: '000000' }) }
      await expect(cloud.call(operation, input)).rejects.toThrow('Invalid session for the user')
    }
  })

  test('of someone who was disabled or removed meanwhile is refused', async () => {
    const secret = await setUp()
    next()
    const user = { UserPoolId: userPoolId, Username: USERNAME }
    const { Session } = await signIn()
    await cloud.call('AdminDisableUser', user)
    await expect(answerCode(Session, codeOf(secret))).rejects.toThrow('User is disabled.')
    await cloud.call('AdminDeleteUser', user)
    await expect(answerCode(Session, codeOf(secret))).rejects.toThrow('Invalid session for the user')
  })
})

test('a pool whose settings do not fit each other fails its deployment', async () => {
  for (const wrong of [{ MfaConfiguration: 'ON' }, TOTP]) {
    await expect(testPool(testCognito(), wrong)).rejects.toThrow('Invalid MFA configuration')
  }
})
