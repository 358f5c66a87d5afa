import {
  GetTokensFromRefreshTokenCommand,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { operatorSession } from '@tenantry/cli/operator/operator-session.ts'
import { sessionFile } from '@tenantry/cli/operator/session-file.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { authenticators, type OperatorSignIn } from './authenticator.ts'
import { client } from './client.ts'
import { mailTo, onboard, PASSWORD, temporaryPassword } from './onboarding.ts'
import { freshSystem } from './system.ts'

// Operators as on AWS: each has an authenticator app. Its codes are made by a library of its own.
let system: Awaited<ReturnType<typeof freshSystem>>
let apps: ReturnType<typeof authenticators>
let ann: OperatorSignIn
const sam = { email: 'sam@operators.example', password: PASSWORD }
const secrets = { ann: '', sam: '' }
const logged: string[] = []

beforeAll(async () => {
  system = await freshSystem(undefined, { operatorMfa: 'ON', logged: (line) => logged.push(JSON.stringify(line)) })
  apps = authenticators(system)
  const { username: email, password } = system.endpoints.operator
  ann = { email, password }
})
afterAll(() => system.close())

const as = (token: string | undefined) => client(system.endpoints.controlPlaneApi, token)
/** Signs an operator in, with the app of this secret. */
async function signIn(person: OperatorSignIn, secret: string) {
  const { ChallengeName, Session } = await apps.password(person)
  expect(ChallengeName).toBe('SOFTWARE_TOKEN_MFA')
  const { AuthenticationResult } = await apps.answer(
    ChallengeName as 'SOFTWARE_TOKEN_MFA',
    person.email,
    Session,
    apps.nextCode(secret),
  )
  return AuthenticationResult ?? {}
}
const annsApi = async () => as((await signIn(ann, secrets.ann)).AccessToken)
const idOf = async (token?: string): Promise<string> => (await as(token).get('/me')).body.id

describe('an operator', () => {
  test('sets up an app at the first sign-in, and gets no tokens before', async () => {
    const begun = await apps.password(ann)
    expect([begun.ChallengeName, begun.AuthenticationResult]).toEqual(['MFA_SETUP', undefined])
    const { secret, tokens } = await apps.setUp(ann)
    secrets.ann = secret
    expect((await as(tokens.AccessToken).get('/me')).body).toMatchObject({ email: ann.email, role: 'SystemAdmin' })
  })

  test('who was invited chooses a password first, then sets up an app', async () => {
    const { status } = await (await annsApi()).post('/operators', { email: sam.email, role: 'SystemAdmin' })
    expect(status).toBe(201)
    const password = temporaryPassword(await mailTo(system.endpoints, sam.email))
    const { secret, tokens } = await apps.setUp({ email: sam.email, password, newPassword: PASSWORD })
    secrets.sam = secret
    expect((await as(tokens.AccessToken).get('/me')).status).toBe(200)
  })

  test('is asked for a code at each sign-in after, and stays signed in by refreshing', async () => {
    const { RefreshToken } = await signIn(ann, secrets.ann)
    const { clientId: ClientId } = system.endpoints.operator
    const refreshed = await apps.cognito.send(new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken }))
    expect((await as(refreshed.AuthenticationResult?.AccessToken).get('/me')).status).toBe(200)
  })

  test('is asked for password and code by the command line, where a code may be wrong once, and then no more', async () => {
    const { controlPlaneApi, aws, operator } = system.endpoints
    const { userPoolId, clientId } = operator
    const target = { controlPlaneApi, aws, operator: { userPoolId, clientId } }
    const file = sessionFile({ TENANTRY_DATA_DIR: system.dataDir }, target, false)
    const answers = [ann.email, ann.password, '000000', apps.nextCode(secrets.ann)]
    const asked: string[] = []
    const answer = async (question: string) => {
      asked.push(question)
      return answers[asked.length - 1] ?? ''
    }
    const token = await operatorSession(target, file, { ask: answer, askHidden: answer }).token()
    expect((await as(token).get('/me')).body).toMatchObject({ email: ann.email })
    expect(asked.map((question) => question.replace(/ of .*|, .*/, ''))).toEqual([
      'Operator',
      'Password',
      'Code',
      'Code',
    ])
    expect(await operatorSession(target, file, null).token()).toBe(token)
    file.remove()
    await expect(operatorSession(target, file, null).token()).rejects.toThrow('in a terminal')
  })
})

describe('whoever knows the password alone', () => {
  const codeMismatch = { name: 'CodeMismatchException' }
  const otherSession = { name: 'NotAuthorizedException' }

  test('gets in with no code, a wrong one, one that was used, or one of another app', async () => {
    const { Session } = await apps.password(ann)
    const code = apps.nextCode(secrets.ann)
    await expect(apps.answer('SOFTWARE_TOKEN_MFA', ann.email, Session)).rejects.toMatchObject({
      name: 'InvalidParameterException',
    })
    await expect(apps.answer('MFA_SETUP', ann.email, Session)).rejects.toMatchObject(otherSession)
    for (const wrong of ['000000', apps.codeOf(secrets.sam)]) {
      await expect(apps.answer('SOFTWARE_TOKEN_MFA', ann.email, Session, wrong)).rejects.toMatchObject(codeMismatch)
    }
    // The control: the session was good all the while.
    expect(await apps.answer('SOFTWARE_TOKEN_MFA', ann.email, Session, code)).toHaveProperty('AuthenticationResult')
    const again = await apps.password(ann)
    await expect(apps.answer('SOFTWARE_TOKEN_MFA', ann.email, again.Session, code)).rejects.toMatchObject({
      name: 'ExpiredCodeException',
    })
  })

  test("uses no session twice, none of another operator's and none of another client's", async () => {
    const mine = await apps.password(sam)
    const hers = await apps.password(ann)
    const code = apps.nextCode(secrets.sam)
    const stolen = [
      [ann.email, mine.Session],
      [sam.email, hers.Session],
    ] as const
    for (const [email, session] of stolen) {
      await expect(apps.answer('SOFTWARE_TOKEN_MFA', email, session, code)).rejects.toMatchObject(otherSession)
    }
    const { config } = await onboard(system.endpoints, 'Acme', 'ada@acme.example')
    const elsewhere = new RespondToAuthChallengeCommand({
      ClientId: config.clientId,
      ChallengeName: 'SOFTWARE_TOKEN_MFA',
      Session: mine.Session,
      ChallengeResponses: { USERNAME: sam.email, SOFTWARE_TOKEN_MFA_CODE: code },
    })
    await expect(apps.cognito.send(elsewhere)).rejects.toMatchObject(otherSession)
    const fresh = apps.nextCode(secrets.sam)
    expect(await apps.answer('SOFTWARE_TOKEN_MFA', sam.email, mine.Session, fresh)).toHaveProperty(
      'AuthenticationResult',
    )
    const next = apps.nextCode(secrets.sam)
    await expect(apps.answer('SOFTWARE_TOKEN_MFA', sam.email, mine.Session, next)).rejects.toMatchObject(otherSession)
  })
})

test('a lost device is reset by another admin alone, and its sessions end; the next sign-in sets up another', async () => {
  const before = await signIn(sam, secrets.sam)
  const id = await idOf(before.AccessToken)
  expect(await as(before.AccessToken).delete(`/operators/${id}/mfa`)).toMatchObject({
    status: 409,
    body: { code: 'CONFLICT' },
  })
  expect((await signIn(sam, secrets.sam)).AccessToken).toBeDefined()

  const admin = await annsApi()
  expect((await admin.delete(`/operators/${id}/mfa`)).status).toBe(204)
  expect((await admin.delete('/operators/nobody/mfa')).status).toBe(404)
  const refresh = { ClientId: system.endpoints.operator.clientId, RefreshToken: before.RefreshToken }
  await expect(apps.cognito.send(new GetTokensFromRefreshTokenCommand(refresh))).rejects.toMatchObject({
    name: 'NotAuthorizedException',
  })

  const lost = secrets.sam
  secrets.sam = (await apps.setUp(sam)).secret
  expect((await apps.password(ann)).ChallengeName).toBe('SOFTWARE_TOKEN_MFA')
  const { Session } = await apps.password(sam)
  await expect(apps.answer('SOFTWARE_TOKEN_MFA', sam.email, Session, apps.nextCode(lost))).rejects.toMatchObject({
    name: 'CodeMismatchException',
  })
  expect((await as((await signIn(sam, secrets.sam)).AccessToken).get('/me')).body.id).toBe(id)
})

test("no function's log holds the secret of an app", () => {
  expect(logged.length).toBeGreaterThan(0)
  const lines = logged.join('\n')
  for (const secret of Object.values(secrets)) {
    expect(secret).toMatch(/^[A-Z2-7]{32}$/)
    expect(lines).not.toContain(secret)
  }
})
