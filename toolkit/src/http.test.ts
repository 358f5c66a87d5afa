import type { Route } from '@tenantry/contracts/route.ts'
import { testDynamo } from '@tenantry/tests/support/dynamodb.ts'
import { CONTEXT, loggedLines } from '@tenantry/tests/support/logged-lines.ts'
import { beforeEach, expect, test } from 'vitest'
import { ApiError } from './api-error.ts'
import { type ApiOperation, apiHandler, created, noContent } from './http.ts'
import type { ProxyEvent } from './lambda-proxy.ts'
import { createLogger } from './logger.ts'
import { type Table, table } from './table.ts'

const ROUTES = [
  { method: 'POST', path: '/things', service: 'things', operation: 'createThing', roles: ['admin'] },
  { method: 'GET', path: '/things/{id}', service: 'things', operation: 'getThing', roles: ['admin'] },
  {
    method: 'PUT',
    path: '/things/{id}',
    service: 'things',
    operation: 'putThing',
    roles: ['admin'],
    conditional: true,
  },
  { method: 'GET', path: '/others', service: 'others', operation: 'listOthers', roles: ['admin'] },
] as const satisfies Route<string, string>[]

let operation: ApiOperation
let logged: ReturnType<typeof loggedLines>
let shelf: Table

beforeEach(async () => {
  shelf = table(await testDynamo('idempotency'), 'idempotency')
  operation = async (request) => created(request)
  logged = loggedLines()
})

function call(event: Partial<ProxyEvent>) {
  const handler = apiHandler({
    routes: ROUTES,
    service: 'things',
    operations: {
      createThing: (request) => operation(request),
      getThing: (request) => operation(request),
      putThing: (request) => operation(request),
    },
    answers: () => ({ table: shelf, partition: (n) => `things-${n}` }),
    logger: createLogger('things'),
  })
  const request = {
    resource: '/things',
    httpMethod: 'POST',
    headers: { 'Content-Type': 'application/json' },
    queryStringParameters: null,
    pathParameters: null,
    requestContext: {
      requestId: 'req-1',
      identity: { sourceIp: '203.0.113.7' },
      authorizer: { tenantId: 'aaaaaaaaaaaa', userId: 'u1', tier: 'Basic' },
    },
    body: '{"a":1}',
    isBase64Encoded: false,
    ...event,
  }
  return handler(request, CONTEXT)
}

test('an operation gets the parsed request and answers with its status', async () => {
  const result = await call({ headers: { 'X-Thing': 'x' }, queryStringParameters: { limit: '1' } })
  expect(result.statusCode).toBe(201)
  expect(JSON.parse(result.body)).toMatchObject({
    operation: 'createThing',
    query: { limit: '1' },
    headers: { 'x-thing': 'x' },
    body: { a: 1 },
    caller: { tenantId: 'aaaaaaaaaaaa' },
    requestId: 'req-1',
  })
})

test('an answer without a body is empty', async () => {
  operation = async () => noContent()
  expect(await call({})).toMatchObject({ statusCode: 204, body: '' })
})

test.each([
  ['malformed JSON', { body: '{' }, 400, 'INVALID_REQUEST'],
  ['a body over 100 kB', { body: JSON.stringify('x'.repeat(100_000)) }, 413, 'PAYLOAD_TOO_LARGE'],
  ['another content type', { headers: { 'content-type': 'text/plain' } }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ['a route of another service', { resource: '/others', httpMethod: 'GET' }, 404, 'NOT_FOUND'],
  ['a method that the route has not', { httpMethod: 'DELETE' }, 404, 'NOT_FOUND'],
  ['a token of another tenant than expected', { headers: { 'X-Tenant-Id': 'bbbbbbbbbbbb' } }, 409, 'TENANT_MISMATCH'],
])('%s never reaches an operation', async (_, event, status, code) => {
  operation = async () => Promise.reject(new Error('reached'))
  const result = await call(event)
  expect(result.statusCode).toBe(status)
  expect(JSON.parse(result.body)).toMatchObject({ code, requestId: 'req-1', message: expect.any(String) })
})

test('a caller who names the tenant of their token is served', async () => {
  expect((await call({ headers: { 'x-tenant-id': 'aaaaaaaaaaaa' } })).statusCode).toBe(201)
})

test('an ApiError is answered as it is, with its field and its headers', async () => {
  operation = async () =>
    Promise.reject(new ApiError('CONFLICT', 'No.', { field: 'a', headers: { 'retry-after': '2' } }))
  const result = await call({})
  expect(result).toMatchObject({ statusCode: 409, headers: { 'retry-after': '2' } })
  expect(JSON.parse(result.body)).toEqual({ code: 'CONFLICT', message: 'No.', requestId: 'req-1', field: 'a' })
})

test('a bug answers 500 and says nothing of itself; the log has it', async () => {
  operation = async () => Promise.reject(new Error('table secrets-of-tenant is gone'))
  const result = await call({})
  expect(result.statusCode).toBe(500)
  expect(result.body).not.toContain('secrets')
  expect(logged.texts.some((text) => text.includes('secrets-of-tenant'))).toBe(true)
})

test('a store that is too busy answers 503 with Retry-After', async () => {
  operation = async () => Promise.reject(Object.assign(new Error('slow down'), { name: 'ThrottlingException' }))
  expect(await call({})).toMatchObject({ statusCode: 503, headers: { 'retry-after': '1' } })
})

test('every line of a request carries tenant, user, tier and request id, and none the event', async () => {
  operation = async () => Promise.reject(new Error('broken'))
  await call({ body: '{"card":"4111"}', headers: { Authorization: 'Bearer abc.def.ghi' } })
  expect(logged.texts.length).toBeGreaterThanOrEqual(2)
  for (const line of logged.lines()) {
    expect(line).toMatchObject({ tenantId: 'aaaaaaaaaaaa', userId: 'u1', tier: 'Basic', requestId: 'req-1' })
    expect(JSON.stringify(line)).not.toMatch(/4111|abc\.def/)
  }
})

test('a conditional route is told of the version that its caller means, and the body is without it', async () => {
  const put = { resource: '/things/{id}', httpMethod: 'PUT', pathParameters: { id: 't-1' } }
  operation = async ({ precondition, body }) => created({ precondition, body })
  const both = { ...put, body: '{"a":1,"version":2}', multiValueHeaders: { 'If-Match': ['"t-1.1"', '"t-1.2"'] } }
  expect(JSON.parse((await call(both)).body)).toEqual({
    precondition: { tags: ['"t-1.1"', '"t-1.2"'], version: 2 },
    body: { a: 1 },
  })
  expect(JSON.parse((await call(put)).body)).toEqual({ precondition: null, body: { a: 1 } })
  const post = await call({ body: '{"version":2}', headers: { 'if-match': '"t-1.1"' } })
  expect(JSON.parse(post.body), 'a route that is not').toEqual({ precondition: null, body: { version: 2 } })
})

test.each([
  ['Gold%20Plus', 'Gold Plus'],
  ['%C3%A4%2Fb', 'ä/b'],
  ['a+b', 'a+b'],
  ['%E0%A4%A', '%E0%A4%A'],
])('the path parameter %s is %s', async (id, meant) => {
  operation = async ({ params }) => created(params)
  const get = { resource: '/things/{id}', httpMethod: 'GET', pathParameters: { id }, body: null }
  expect(JSON.parse((await call(get)).body)).toEqual({ id: meant })
})

test('an answer that shows a version has its tag', async () => {
  operation = async () => created({ id: 't-1', version: 3 })
  expect((await call({})).headers.etag).toBe('"t-1.3"')
  operation = async () => created({ version: 4 })
  const get = { resource: '/things/{id}', httpMethod: 'GET', pathParameters: { id: 't-2' }, body: null }
  expect((await call(get)).headers.etag).toBe('"t-2.4"')
})

test('a POST with an idempotency key runs once; a GET and a PUT with one run each time', async () => {
  let runs = 0
  operation = async () => created({ run: ++runs })
  const headers = { 'Idempotency-Key': 'k-1', 'content-type': 'application/json' }
  const post = { headers }
  expect((await call(post)).body).toBe((await call(post)).body)
  expect(await call({ ...post, body: '{"a":2}' })).toMatchObject({ statusCode: 409 })
  expect(runs).toBe(1)
  const put = { headers, resource: '/things/{id}', httpMethod: 'PUT', pathParameters: { id: 't-1' } }
  for (const event of [put, put, { ...put, httpMethod: 'GET', body: null }]) await call(event)
  expect(runs).toBe(4)
})
