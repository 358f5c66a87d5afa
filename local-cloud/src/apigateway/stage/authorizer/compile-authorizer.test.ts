import { expect, test } from 'vitest'
import { deployApi, lambdaUri, type TestGateway, testGateway } from '../../gateway-fixture.ts'

const TOKEN = {
  Type: 'TOKEN',
  AuthorizerUri: lambdaUri('auth'),
  IdentitySource: 'method.request.header.Authorization',
  AuthorizerResultTtlInSeconds: 20,
}
const ROUTES = [
  { path: '/orders', verb: 'GET', authorizer: 'Auth' },
  { path: '/users', verb: 'GET', authorizer: 'Auth' },
]
const allow = (Resource: string | string[], more: object = {}) => ({
  principalId: 'user',
  policyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource }] },
  ...more,
})

function withAuthorizer(properties: object = {}) {
  const gateway = testGateway()
  gateway.handlers.set('fn', () => ({ statusCode: 200, body: '{}' }))
  gateway.handlers.set('auth', () => allow('*'))
  const api = deployApi(gateway, { routes: ROUTES, authorizers: { Auth: { ...TOKEN, ...properties } } })
  return { gateway, api }
}
const get = (gateway: TestGateway, api: string, url: string, token?: string) =>
  gateway.send(api, 'GET', url, { headers: token ? { authorization: token } : {} })
const calls = (gateway: TestGateway) => gateway.invoked.auth?.length ?? 0

test('a TOKEN authorizer is asked as the API Gateway service with token and method ARN', async () => {
  const { gateway, api } = withAuthorizer()
  expect((await get(gateway, api, '/orders', 'Bearer t')).status).toBe(200)
  const [first] = gateway.invoked.auth ?? []
  const arn = `arn:aws:execute-api:us-east-1:000000000000:${api}`
  expect(first?.event).toEqual({ type: 'TOKEN', methodArn: `${arn}/v1/GET/orders`, authorizationToken: 'Bearer t' })
  expect(first?.caller).toMatchObject({
    service: 'apigateway.amazonaws.com',
    sourceArn: expect.stringMatching(new RegExp(`^${arn}/authorizers/[a-z0-9]{6}$`)),
  })
})

test('a missing token is 401 without asking the function', async () => {
  const { gateway, api } = withAuthorizer()
  const response = await get(gateway, api, '/orders')
  expect(response).toMatchObject({
    status: 401,
    text: '{"message":"Unauthorized"}',
    headers: { 'x-amzn-ErrorType': 'UnauthorizedException' },
  })
  expect(calls(gateway)).toBe(0)
})

test('a token that the validation expression refuses is 401 without asking the function', async () => {
  const { gateway, api } = withAuthorizer({ IdentityValidationExpression: 'Bearer \\w+' })
  expect((await get(gateway, api, '/orders', 'Bearer a b')).status).toBe(401)
  expect((await get(gateway, api, '/orders', 'Bearer ab')).status).toBe(200)
  expect(calls(gateway)).toBe(1)
})

test('a result serves all routes of a token until its time to live is over', async () => {
  const { gateway, api } = withAuthorizer()
  await get(gateway, api, '/orders', 'a')
  await get(gateway, api, '/users', 'a')
  expect(calls(gateway)).toBe(1)
  await get(gateway, api, '/orders', 'b')
  expect(calls(gateway)).toBe(2)
  gateway.clock.advance(19_999)
  await get(gateway, api, '/orders', 'a')
  expect(calls(gateway)).toBe(2)
  gateway.clock.advance(1)
  await get(gateway, api, '/orders', 'a')
  expect(calls(gateway)).toBe(3)
})

test('a time to live of 0 asks for every request', async () => {
  const { gateway, api } = withAuthorizer({ AuthorizerResultTtlInSeconds: 0 })
  await get(gateway, api, '/orders', 'a')
  await get(gateway, api, '/orders', 'a')
  expect(calls(gateway)).toBe(2)
})

test('a cached policy is evaluated for each method', async () => {
  const { gateway, api } = withAuthorizer()
  gateway.handlers.set('auth', ({ methodArn }) => allow(methodArn.replace(/GET.*/, 'GET/orders')))
  expect((await get(gateway, api, '/orders', 'a')).status).toBe(200)
  const refused = await get(gateway, api, '/users', 'a')
  expect(refused).toMatchObject({
    status: 403,
    text: '{"Message":"User is not authorized to access this resource"}',
    headers: { 'x-amzn-ErrorType': 'AccessDeniedException' },
  })
  expect(calls(gateway)).toBe(1)
})

test('a deny is 403, and is cached as well', async () => {
  const { gateway, api } = withAuthorizer()
  const Statement = [{ Effect: 'Deny', Action: '*', Resource: '*' }]
  gateway.handlers.set('auth', () => ({ principalId: 'user', policyDocument: { Statement } }))
  const refused = await get(gateway, api, '/orders', 'a')
  expect(refused.json().Message).toBe('User is not authorized to access this resource with an explicit deny')
  await get(gateway, api, '/orders', 'a')
  expect(calls(gateway)).toBe(1)
})

test('context values reach the function as strings, with the principal', async () => {
  const { gateway, api } = withAuthorizer()
  gateway.handlers.set('auth', () => allow('*', { context: { tenantId: 't1', count: 3, flag: true } }))
  await get(gateway, api, '/orders', 'a')
  const context = gateway.invoked.fn?.[0]?.event.requestContext.authorizer
  expect(context).toEqual({ tenantId: 't1', count: '3', flag: 'true', principalId: 'user', integrationLatency: 0 })
})

test('a function that throws Unauthorized is 401, and nothing is cached', async () => {
  const { gateway, api } = withAuthorizer()
  gateway.handlers.set('auth', () => {
    throw new Error('Unauthorized')
  })
  expect((await get(gateway, api, '/orders', 'a')).status).toBe(401)
  gateway.handlers.set('auth', () => allow('*'))
  expect((await get(gateway, api, '/orders', 'a')).status).toBe(200)
})

test('a function that fails otherwise is 500 AuthorizerFailureException', async () => {
  const { gateway, api } = withAuthorizer()
  gateway.handlers.set('auth', () => {
    throw new Error('bug')
  })
  expect(await get(gateway, api, '/orders', 'a')).toMatchObject({
    status: 500,
    text: '{"message":null}',
    headers: { 'x-amzn-ErrorType': 'AuthorizerFailureException' },
  })
})

test.each([
  ['no principal', { policyDocument: allow('*').policyDocument }],
  ['no policy', { principalId: 'user' }],
  ['an object in the context', allow('*', { context: { a: {} } })],
  ['more than 8 KB', allow('*', { context: { a: 'x'.repeat(8192) } })],
  ['text', 'allow'],
])('a malformed result (%s) is 500 AuthorizerConfigurationException', async (_, result) => {
  const { gateway, api } = withAuthorizer()
  gateway.handlers.set('auth', () => result)
  expect(await get(gateway, api, '/orders', 'a')).toMatchObject({
    status: 500,
    headers: { 'x-amzn-ErrorType': 'AuthorizerConfigurationException' },
  })
})

test('a REQUEST authorizer needs every identity source, caches by all of them and receives the request', async () => {
  const { gateway, api } = withAuthorizer({
    Type: 'REQUEST',
    IdentitySource: 'method.request.header.Authorization, method.request.querystring.tenant',
  })
  expect((await get(gateway, api, '/orders', 'a')).status).toBe(401)
  expect((await get(gateway, api, '/orders?tenant=1', 'a')).status).toBe(200)
  await get(gateway, api, '/orders?tenant=1', 'a')
  expect(calls(gateway)).toBe(1)
  await get(gateway, api, '/orders?tenant=2', 'a')
  expect(calls(gateway)).toBe(2)
  expect(gateway.invoked.auth?.[0]?.event).toMatchObject({
    type: 'REQUEST',
    resource: '/orders',
    headers: { Authorization: 'a' },
    queryStringParameters: { tenant: '1' },
    requestContext: { stage: 'v1', httpMethod: 'GET' },
  })
})
