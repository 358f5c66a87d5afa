import { expect, test } from 'vitest'
import { AwsError } from '../../../core/aws-error.ts'
import { deployApi, testGateway } from '../../gateway-fixture.ts'

const ROUTES = [
  { path: '/orders/{id}', verb: 'PUT' },
  { path: '/', verb: 'GET' },
]

test('a function receives the event of a Lambda proxy integration', async () => {
  const gateway = testGateway()
  gateway.handlers.set('fn', () => ({ statusCode: 200, body: 'ok' }))
  const api = deployApi(gateway, { routes: ROUTES, stage: { Variables: { colour: 'blue' } } })

  await gateway.send(api, 'PUT', '/orders/4%202?a=1&a=2&b=x+y%26z&__proto__=p', {
    headers: {
      authorization: 'Bearer t',
      'user-agent': 'test',
      'content-type': 'application/json',
      'x-many': ['1', '2'],
      'X-Tenant-ID': 'acme',
      'Content-Length': '9',
    },
    body: '{"a":"é"}',
  })

  const [{ event, caller } = { event: null, caller: null }] = gateway.invoked.fn ?? []
  expect(caller).toEqual({
    kind: 'service',
    service: 'apigateway.amazonaws.com',
    sourceArn: `arn:aws:execute-api:us-east-1:000000000000:${api}/v1/PUT/orders/{id}`,
    sourceAccount: '000000000000',
  })
  expect(event).toMatchObject({
    resource: '/orders/{id}',
    path: '/orders/4%202',
    httpMethod: 'PUT',
    headers: {
      Authorization: 'Bearer t',
      'User-Agent': 'test',
      'x-many': '2',
      'X-Tenant-ID': 'acme',
      'X-Forwarded-For': '127.0.0.1',
    },
    multiValueHeaders: { 'x-many': ['1', '2'], 'X-Tenant-ID': ['acme'], 'X-Forwarded-Proto': ['https'] },
    queryStringParameters: { a: '2', b: 'x y&z' },
    multiValueQueryStringParameters: { a: ['1', '2'], b: ['x y&z'] },
    pathParameters: { id: '4%202' },
    stageVariables: { colour: 'blue' },
    body: '{"a":"é"}',
    isBase64Encoded: false,
    requestContext: {
      accountId: '000000000000',
      apiId: api,
      domainName: `${api}.execute-api.us-east-1.amazonaws.com`,
      domainPrefix: api,
      httpMethod: 'PUT',
      path: '/v1/orders/4%202',
      protocol: 'HTTP/1.1',
      requestTime: '01/Jan/2026:00:00:00 +0000',
      requestTimeEpoch: Date.UTC(2026, 0, 1),
      resourcePath: '/orders/{id}',
      stage: 'v1',
      identity: { sourceIp: '127.0.0.1', userAgent: 'test', accountId: null },
    },
  })
  expect(Object.keys(event.headers)).not.toContain('Content-Length')
  expect(Object.keys(event.queryStringParameters)).toContain('__proto__')
})

test('what is absent is null in the event', async () => {
  const gateway = testGateway()
  gateway.handlers.set('fn', () => ({}))
  const api = deployApi(gateway, { routes: ROUTES })
  await gateway.send(api, 'GET', '/')
  expect(gateway.invoked.fn?.[0]?.event).toMatchObject({
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    body: null,
  })
})

test('status, headers and body of the function reach the client', async () => {
  const gateway = testGateway()
  gateway.handlers.set('fn', () => ({
    statusCode: '201',
    headers: { 'X-One': 'a', 'X-Flag': true, 'content-type': 'text/plain', 'Content-Length': '999', Server: 'mine' },
    multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] },
    body: 'done',
  }))
  const api = deployApi(gateway, { routes: ROUTES })
  const response = await gateway.send(api, 'GET', '/')
  expect(response).toMatchObject({
    status: 201,
    text: 'done',
    headers: { 'X-One': 'a', 'X-Flag': 'true', 'content-type': 'text/plain', 'Set-Cookie': ['a=1', 'b=2'] },
  })
  expect(response.headers).toHaveProperty('x-amzn-Remapped-Server', 'mine')
  expect(response.headers).not.toHaveProperty('Content-Length')
  expect(response.headers['x-amzn-RequestId']).toMatch(/^[\da-f-]{36}$/)
  expect(response.headers['x-amz-apigw-id']).toMatch(/=$/)
})

test.each([
  ['text instead of an object', 'hello'],
  ['a list', [1]],
  ['an unknown member', { statusCode: 200, cookies: [] }],
  ['a body that is no string', { statusCode: 200, body: { a: 1 } }],
  ['a header that is no string', { statusCode: 200, headers: { a: {} } }],
  ['a status that is none', { statusCode: 'abc' }],
  ['null', null],
])('a malformed proxy response (%s) is 502 Internal server error', async (_, output) => {
  const gateway = testGateway()
  gateway.handlers.set('fn', () => output)
  const api = deployApi(gateway, { routes: ROUTES })
  const response = await gateway.send(api, 'GET', '/')
  expect(response).toMatchObject({ status: 502, headers: { 'x-amzn-ErrorType': 'InternalServerErrorException' } })
  expect(response.json()).toEqual({ message: 'Internal server error' })
})

test('a function that throws is 502, and its message reaches neither client nor log', async () => {
  const gateway = testGateway()
  gateway.handlers.set('fn', () => {
    throw new Error('the secret')
  })
  const api = deployApi(gateway, { routes: ROUTES })
  const response = await gateway.send(api, 'GET', '/')
  expect(response.status).toBe(502)
  expect(response.text + gateway.said.join()).not.toContain('secret')
})

test('a function that may not be invoked is 500', async () => {
  const gateway = testGateway()
  gateway.handlers.set('fn', () => {
    throw new AwsError('AccessDeniedException', 'no permission', 403)
  })
  const api = deployApi(gateway, { routes: ROUTES })
  expect(await gateway.send(api, 'GET', '/')).toMatchObject({
    status: 500,
    text: '{"message":"Internal server error"}',
  })
})

test('a function that does not answer within 29 seconds is 504', async () => {
  const gateway = testGateway()
  gateway.handlers.set('fn', () => new Promise(() => {}))
  const api = deployApi(gateway, { routes: ROUTES })
  const pending = gateway.send(api, 'GET', '/')
  await Promise.resolve()
  gateway.clock.advance(29_000)
  expect(await pending).toMatchObject({ status: 504, text: '{"message":"Endpoint request timed out"}' })
})

test('a body over 10 MB is 413 and reaches no function', async () => {
  const gateway = testGateway()
  gateway.handlers.set('fn', () => ({}))
  const api = deployApi(gateway, { routes: ROUTES })
  const response = await gateway.send(api, 'PUT', '/orders/1', { body: Buffer.alloc(10_485_761, 97) })
  expect(response.status).toBe(413)
  expect(gateway.invoked.fn).toBeUndefined()
})
