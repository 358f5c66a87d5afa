import { expect, test } from 'vitest'
import { type ApiOptions, deployApi, lambdaUri, testGateway } from '../../gateway-fixture.ts'
import { dayOf, periodStart } from './quota-period.ts'

const DAY = 86_400_000
const ROUTES = [
  { path: '/orders', verb: 'GET', apiKeyRequired: true },
  { path: '/users', verb: 'GET', apiKeyRequired: true },
  { path: '/open', verb: 'GET' },
]

function withPlan(plan: object, options: Partial<ApiOptions> = {}) {
  const gateway = testGateway()
  gateway.handlers.set('fn', () => ({ statusCode: 200 }))
  const api = deployApi(gateway, { routes: ROUTES, ...options })
  const { id: planId } = gateway.call('CreateUsagePlan', {
    name: 'Basic',
    apiStages: [{ apiId: api, stage: 'v1' }],
    ...plan,
  })
  const keyFor = (name: string) => {
    const key = gateway.call('CreateApiKey', { name, enabled: true })
    gateway.call('CreateUsagePlanKey', { usagePlanId: planId, keyId: key.id, keyType: 'API_KEY' })
    return key as { id: string; value: string }
  }
  const get = async (url: string, key?: string) =>
    (await gateway.send(api, 'GET', url, { headers: key ? { 'x-api-key': key } : {} })).status
  const times = async (count: number, url: string, key?: string) => {
    const statuses: number[] = []
    for (let i = 0; i < count; i++) statuses.push(await get(url, key))
    return statuses
  }
  return { gateway, api, planId, keyFor, get, times }
}

test('a method that requires a key refuses requests without, with an unknown, a disabled or a planless one', async () => {
  const { gateway, api, planId, keyFor, get } = withPlan({})
  const key = keyFor('tenant')
  const planless = gateway.call('CreateApiKey', { name: 'planless', enabled: true })
  expect(await get('/orders', key.value)).toBe(200)
  expect(await get('/open')).toBe(200)
  expect(await get('/orders', planless.value)).toBe(403)
  expect(await get('/orders', 'unknown')).toBe(403)
  const disabled = gateway.call('CreateApiKey', { name: 'disabled', enabled: false })
  gateway.call('CreateUsagePlanKey', { usagePlanId: planId, keyId: disabled.id, keyType: 'API_KEY' })
  expect(await get('/orders', disabled.value)).toBe(403)
  expect(await gateway.send(api, 'GET', '/orders')).toMatchObject({
    status: 403,
    text: '{"message":"Forbidden"}',
    headers: { 'x-amzn-ErrorType': 'ForbiddenException' },
  })
})

test('with key source AUTHORIZER only the value that the authorizer names counts', async () => {
  const { gateway, api, keyFor } = withPlan(
    {},
    {
      api: { ApiKeySourceType: 'AUTHORIZER' },
      authorizers: {
        Auth: {
          Type: 'TOKEN',
          AuthorizerUri: lambdaUri('auth'),
          IdentitySource: 'method.request.header.Authorization',
        },
      },
      routes: [{ path: '/orders', verb: 'GET', authorizer: 'Auth', apiKeyRequired: true }],
    },
  )
  const key = keyFor('tenant')
  gateway.handlers.set('auth', ({ authorizationToken }) => ({
    principalId: 'user',
    policyDocument: { Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' }] },
    ...(authorizationToken === 'member' && { usageIdentifierKey: key.value }),
  }))
  const get = (headers: Record<string, string>) => gateway.send(api, 'GET', '/orders', { headers })
  expect((await get({ authorization: 'member' })).status).toBe(200)
  expect((await get({ authorization: 'stranger', 'x-api-key': key.value })).status).toBe(403)
  const { identity } = gateway.invoked.fn?.[0]?.event.requestContext ?? {}
  expect(identity).toMatchObject({ apiKey: key.value, apiKeyId: key.id })
})

test('each key of a plan has a bucket of its own, refilled at the rate', async () => {
  const { gateway, keyFor, times, get } = withPlan({ throttle: { rateLimit: 2, burstLimit: 3 } })
  const [one, other] = [keyFor('one'), keyFor('other')]
  expect(await times(4, '/orders', one.value)).toEqual([200, 200, 200, 429])
  expect(await get('/orders', other.value)).toBe(200)
  gateway.clock.advance(499)
  expect(await get('/orders', one.value)).toBe(429)
  gateway.clock.advance(1)
  expect(await times(2, '/orders', one.value)).toEqual([200, 429])
  gateway.clock.advance(3_600_000)
  expect(await times(4, '/orders', one.value)).toEqual([200, 200, 200, 429])
})

test('a throttled request is THROTTLED with 429', async () => {
  const { gateway, api, keyFor } = withPlan({ throttle: { rateLimit: 1, burstLimit: 0 } })
  const { value } = keyFor('tenant')
  expect(await gateway.send(api, 'GET', '/orders', { headers: { 'x-api-key': value } })).toMatchObject({
    status: 429,
    text: '{"message":"Too Many Requests"}',
    headers: { 'x-amzn-ErrorType': 'TooManyRequestsException' },
  })
})

test("a plan's throttle of one method leaves the others alone", async () => {
  const { gateway, api, planId, keyFor, times, get } = withPlan({})
  const path = `/apiStages/${api}:v1/throttle/~1orders/GET`
  gateway.call('UpdateUsagePlan', {
    usagePlanId: planId,
    patchOperations: [
      { op: 'replace', path: `${path}/rateLimit`, value: '1' },
      { op: 'replace', path: `${path}/burstLimit`, value: '1' },
    ],
  })
  const { value } = keyFor('tenant')
  expect(await times(2, '/orders', value)).toEqual([200, 429])
  expect(await get('/users', value)).toBe(200)
})

test("the stage's default throttle is shared, a method's own is not", async () => {
  const throttle = (HttpMethod: string, ResourcePath: string, ThrottlingBurstLimit: number) => ({
    HttpMethod,
    ResourcePath,
    ThrottlingBurstLimit,
    ThrottlingRateLimit: 1,
  })
  const routes = ['/a', '/b', '/own'].map((path) => ({ path, verb: 'GET' }))
  const stage = { MethodSettings: [throttle('*', '/*', 2), throttle('GET', '/~1own', 1)] }
  const { times, get } = withPlan({}, { routes, stage })
  expect(await get('/a')).toBe(200)
  expect(await times(2, '/b')).toEqual([200, 429])
  expect(await times(2, '/own')).toEqual([200, 429])
})

test('a quota ends with the period and counts each key by itself', async () => {
  const { gateway, api, keyFor, times, get } = withPlan({ quota: { limit: 2, period: 'DAY' } })
  const [one, other] = [keyFor('one'), keyFor('other')]
  expect(await times(3, '/orders', one.value)).toEqual([200, 200, 429])
  expect(await get('/orders', other.value)).toBe(200)
  const refused = await gateway.send(api, 'GET', '/orders', { headers: { 'x-api-key': one.value } })
  expect(refused).toMatchObject({
    text: '{"message":"Limit Exceeded"}',
    headers: { 'x-amzn-ErrorType': 'LimitExceededException' },
  })
  gateway.clock.advance(DAY)
  expect(await get('/orders', one.value)).toBe(200)
})

test('a quota is still used up after a restart', async () => {
  const { gateway, keyFor, times, get } = withPlan({ quota: { limit: 2, period: 'MONTH' } })
  const { value } = keyFor('tenant')
  await times(2, '/orders', value)
  gateway.restart()
  expect(await get('/orders', value)).toBe(429)
})

test('what is throttled does not count against the quota', async () => {
  const { gateway, keyFor, times, get } = withPlan({
    throttle: { rateLimit: 1, burstLimit: 1 },
    quota: { limit: 2, period: 'DAY' },
  })
  const { value } = keyFor('tenant')
  expect(await times(5, '/orders', value)).toEqual([200, 429, 429, 429, 429])
  gateway.clock.advance(1000)
  expect(await get('/orders', value)).toBe(200)
  gateway.clock.advance(1000)
  expect(await get('/orders', value)).toBe(429)
})

test('a key stops at once when it leaves its plan or is deleted', async () => {
  const { gateway, planId, keyFor, get } = withPlan({})
  const [one, other] = [keyFor('one'), keyFor('other')]
  expect(await get('/orders', one.value)).toBe(200)
  expect(await get('/orders', other.value)).toBe(200)
  gateway.call('DeleteUsagePlanKey', { usagePlanId: planId, keyId: one.id })
  gateway.call('DeleteApiKey', { apiKey: other.id })
  expect(await get('/orders', one.value)).toBe(403)
  expect(await get('/orders', other.value)).toBe(403)
})

test.each([
  ['DAY', 0, '2026-01-14', '2026-01-14'],
  ['WEEK', 0, '2026-01-14', '2026-01-11'],
  ['WEEK', 0, '2026-01-11', '2026-01-11'],
  ['WEEK', 1, '2026-01-11', '2026-01-05'],
  ['MONTH', 0, '2026-01-31', '2026-01-01'],
  ['MONTH', 14, '2026-03-14', '2026-02-15'],
  ['MONTH', 14, '2026-01-15', '2026-01-15'],
] as const)('a period of %s with offset %i that holds %s began on %s', (period, offset, date, start) => {
  expect(periodStart({ period, offset }, dayOf(Date.parse(date)))).toBe(dayOf(Date.parse(start)))
})
