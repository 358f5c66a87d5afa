import { createPrivateKey, createSign, generateKeyPairSync } from 'node:crypto'
import { CognitoJwtVerifier } from 'aws-jwt-verify'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { client } from './client.ts'
import { onboard, type Tenant } from './onboarding.ts'
import { signIn, tokensByAmplify } from './person.ts'
import { useSystem } from './system.ts'

const system = useSystem()
const run = Date.now().toString(36)
let tenant: Tenant
let operatorToken: string

beforeAll(async () => {
  tenant = await onboard(system.endpoints, `Tokens ${run}`, `ada-${run}@tokens.example`)
  const { operator } = system.endpoints
  operatorToken = await signIn(system.endpoints, operator, {
    email: operator.username,
    password: operator.password,
  })
})

afterEach(() => {
  vi.useRealTimers()
})

/** AWS's verifier, with the pool's keys as the endpoint serves them. */
async function verifier() {
  const { userPoolId, clientId } = tenant.config
  const checks = CognitoJwtVerifier.create({ userPoolId, clientId, tokenUse: 'access' })
  const keys = await fetch(`${system.endpoints.aws}/${userPoolId}/.well-known/jwks.json`)
  checks.cacheJwks((await keys.json()) as Parameters<typeof checks.cacheJwks>[0])
  return checks
}

test("aws-jwt-verify accepts a pool's access token, which names the tenant and neither role nor tier", async () => {
  const claims = await (await verifier()).verify(tenant.token)
  expect(claims).toMatchObject({ tenantId: tenant.config.tenantId, token_use: 'access' })
  expect(Object.keys(claims).filter((name) => /role|tier|custom:/i.test(name))).toEqual([])
})

const forgeries: [string, (token: string) => string][] = [
  ['alg none', (token) => `${encode({ alg: 'none', typ: 'JWT' })}.${token.split('.')[1]}.`],
  ['edited claims', (token) => edited(token, { tenantId: 'aaaaaaaaaaaa' })],
  ['signed by another key', (token) => resigned(token)],
  ['the signature of nothing', (token) => token.split('.').slice(0, 2).join('.')],
]

test.each(forgeries)('a token with %s is refused by aws-jwt-verify and by the API', async (_name, forge) => {
  const forged = forge(tenant.token)
  await expect((await verifier()).verify(forged)).rejects.toThrow()
  expect(await client(tenant.config.apiUrl, forged).get('/me')).toMatchObject({
    status: 401,
    body: { code: 'UNAUTHORIZED' },
  })
})

test('an id token in place of an access token is refused by aws-jwt-verify and by the API', async () => {
  const { email, password, config } = tenant
  const { id } = await tokensByAmplify(system.endpoints, config, { email, password })
  await expect((await verifier()).verify(id)).rejects.toThrow(/token use/i)
  expect((await client(config.apiUrl, id).get('/me')).status).toBe(401)
})

test('an expired token is refused by aws-jwt-verify', async () => {
  const checks = await verifier()
  // The system's clock may be ahead of that of the test.
  const { exp } = decode(tenant.token.split('.')[1])
  vi.useFakeTimers({ toFake: ['Date'], now: (exp + 60) * 1000 })
  await expect(checks.verify(tenant.token)).rejects.toThrow(/expired/i)
})

test("another pool's token is refused by aws-jwt-verify and by the API", async () => {
  await expect((await verifier()).verify(operatorToken)).rejects.toThrow()
  expect((await client(tenant.config.apiUrl, operatorToken).get('/me')).status).toBe(401)
})

test('a missing token is 401 in the shape of every error', async () => {
  const answer = await client(tenant.config.apiUrl).get('/me')
  expect(answer).toMatchObject({
    status: 401,
    body: { code: 'UNAUTHORIZED', message: expect.any(String), requestId: expect.any(String) },
  })
})

test('the header that names the expected tenant turns a mismatch into 409', async () => {
  expect((await tenant.api.get('/me', { 'X-Tenant-Id': tenant.config.tenantId })).status).toBe(200)
  expect(await tenant.api.get('/me', { 'X-Tenant-Id': 'aaaaaaaaaaaa' })).toMatchObject({
    status: 409,
    body: { code: 'TENANT_MISMATCH' },
  })
})

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const decode = (part = '') => JSON.parse(Buffer.from(part, 'base64url').toString())

function edited(token: string, change: object): string {
  const [header, payload, signature] = token.split('.')
  return `${header}.${encode({ ...decode(payload), ...change })}.${signature}`
}

function resigned(token: string): string {
  const signed = token.split('.').slice(0, 2).join('.')
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(createPrivateKey(privateKey)).toString('base64url')}`
}
