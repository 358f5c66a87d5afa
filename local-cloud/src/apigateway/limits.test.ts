import { expect, test } from 'vitest'
import { deployApi, lambdaUri, rootOf, type TestGateway, testGateway } from './gateway-fixture.ts'

// https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html

const limit = (message: string) => expect.objectContaining({ code: 'LimitExceededException', status: 429, message })
const MOCK = { Type: 'MOCK', RequestTemplates: { 'application/json': '{"statusCode":200}' } }
const ROUTES = [{ path: '/orders', verb: 'GET', integration: MOCK }]

/** What `count` calls after one another gave: the last one's error, if any of them failed. */
function failure(count: number, call: (i: number) => unknown): unknown {
  try {
    for (let i = 0; i < count; i++) call(i)
  } catch (error) {
    return error
  }
}

test('an account has 10,000 API keys', () => {
  const gateway = testGateway()
  gateway.context.database.exec('PRAGMA synchronous = OFF')
  const create = (i: number) => gateway.call('CreateApiKey', { name: `key-${i}` })
  expect(failure(10_000, create)).toBeUndefined()
  expect(failure(1, create)).toEqual(limit('Maximum number of API keys has been reached'))
  gateway.call('DeleteApiKey', { apiKey: gateway.call('GetApiKeys', { limit: 1 }).item[0].id })
  expect(failure(1, create)).toBeUndefined()
})

test('an account has 300 usage plans, whether a template or a call makes them', () => {
  const gateway = testGateway()
  expect(failure(300, (i) => gateway.call('CreateUsagePlan', { name: `plan-${i}` }))).toBeUndefined()
  const reached = limit('Maximum number of usage plans has been reached')
  expect(failure(1, () => gateway.call('CreateUsagePlan', { name: 'more' }))).toEqual(reached)
  expect(failure(1, () => gateway.create('UsagePlan', 'Plan', { UsagePlanName: 'more' }))).toEqual(reached)
  const { id } = gateway.call('GetUsagePlans', { limit: 1 }).item[0]
  const rename = [{ op: 'replace', path: '/name', value: 'other' }]
  expect(
    failure(1, () => gateway.call('UpdateUsagePlan', { usagePlanId: id, patchOperations: rename })),
  ).toBeUndefined()
})

test('a key is in ten plans at most', () => {
  const gateway = testGateway()
  const key = gateway.call('CreateApiKey', { name: 'key' })
  const join = (i: number) => {
    const { id } = gateway.call('CreateUsagePlan', { name: `plan-${i}` })
    gateway.call('CreateUsagePlanKey', { usagePlanId: id, keyId: key.id, keyType: 'API_KEY' })
  }
  expect(failure(10, join)).toBeUndefined()
  expect(failure(1, join)).toEqual(limit(`Maximum number of usage plans of API Key ${key.id} has been reached`))
})

test.each([
  ['REGIONAL', 600],
  ['EDGE', 120],
])('an account has %s APIs as many as %i', (type, most) => {
  const gateway = testGateway()
  const create = (i: number) =>
    gateway.create('RestApi', `Api${i}`, { Name: 'api', EndpointConfiguration: { Types: [type] } })
  expect(failure(most, create)).toBeUndefined()
  expect(failure(1, () => create(most))).toEqual(limit('Maximum number of REST APIs has been reached'))
  // What exists already is no further one.
  expect(failure(1, () => create(0))).toBeUndefined()
})

const anApi = (gateway: TestGateway) => {
  const { physicalId: RestApiId, attributes } = gateway.create('RestApi', 'Api', { Name: 'api' })
  return { RestApiId, ParentId: attributes.RootResourceId }
}

test('an API has 300 resources, its root among them, and 10 authorizers', () => {
  const gateway = testGateway()
  const { RestApiId, ParentId } = anApi(gateway)
  const resource = (i: number) => gateway.create('Resource', `R${i}`, { RestApiId, ParentId, PathPart: `p${i}` })
  expect(failure(299, resource)).toBeUndefined()
  expect(failure(1, () => resource(299))).toEqual(
    limit(`Maximum number of resources of API ${RestApiId} has been reached`),
  )
  const authorizer = (i: number) =>
    gateway.create('Authorizer', `A${i}`, {
      RestApiId,
      Name: `a${i}`,
      Type: 'TOKEN',
      AuthorizerUri: lambdaUri('auth'),
      IdentitySource: 'method.request.header.Authorization',
    })
  expect(failure(10, authorizer)).toBeUndefined()
  expect(failure(1, () => authorizer(10))).toEqual(
    limit(`Maximum number of authorizers of API ${RestApiId} has been reached`),
  )
})

test('an API has 10 stages', () => {
  const gateway = testGateway()
  const RestApiId = deployApi(gateway, { routes: ROUTES })
  const DeploymentId = gateway.create('Deployment', 'Another', { RestApiId }).ref
  const stage = (i: number) => gateway.create('Stage', `S${i}`, { RestApiId, DeploymentId, StageName: `s${i}` })
  expect(failure(9, stage)).toBeUndefined()
  expect(failure(1, () => stage(9))).toEqual(limit(`Maximum number of stages of API ${RestApiId} has been reached`))
})

test('all APIs of an account share a throttle of 5,000 requests at once and 10,000 a second', async () => {
  const gateway = testGateway()
  const api = deployApi(gateway, { routes: ROUTES })
  const other = deployApi(gateway, { routes: ROUTES, api: { Name: 'other' } })
  for (let i = 0; i < 5000; i++) await gateway.send(i % 2 === 0 ? api : other, 'GET', '/orders')
  expect(await gateway.send(api, 'GET', '/orders')).toMatchObject({ status: 429 })
  gateway.clock.advance(1)
  expect((await gateway.send(api, 'GET', '/orders')).status).not.toBe(429)
})

test('an authorizer answers 8 KB at most', async () => {
  const gateway = testGateway()
  const TOKEN = {
    Type: 'TOKEN',
    AuthorizerUri: lambdaUri('auth'),
    IdentitySource: 'method.request.header.Authorization',
  }
  const api = deployApi(gateway, {
    routes: [{ path: '/orders', verb: 'GET', authorizer: 'auth' }],
    authorizers: { auth: { ...TOKEN, AuthorizerResultTtlInSeconds: 0 } },
  })
  gateway.handlers.set('fn', () => ({ statusCode: 200 }))
  const policyDocument = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' }],
  }
  const statusWith = async (bytes: number) => {
    const result = { principalId: 'user', policyDocument, context: { filler: '' } }
    result.context.filler = 'x'.repeat(bytes - Buffer.byteLength(JSON.stringify(result)))
    gateway.handlers.set('auth', () => result)
    return (await gateway.send(api, 'GET', '/orders', { headers: { Authorization: 'token' } })).status
  }
  expect(await statusWith(8192)).toBe(200)
  expect(await statusWith(8193)).toBe(500)
})

test('a request body has 10 MB at most, and a function 29 seconds', async () => {
  const gateway = testGateway()
  const api = deployApi(gateway, { routes: [{ path: '/orders', verb: 'POST' }] })
  gateway.handlers.set('fn', () => ({ statusCode: 201 }))
  const post = (bytes: number) => gateway.send(api, 'POST', '/orders', { body: Buffer.alloc(bytes, 97) })
  expect((await post(10_485_760)).status).toBe(201)
  expect((await post(10_485_761)).status).toBe(413)
  const slow = gateway.create('Resource', 'SlowPath', {
    RestApiId: api,
    ParentId: rootOf(gateway, api),
    PathPart: 'slow',
  }).ref
  const method = (TimeoutInMillis: number) => () =>
    gateway.create('Method', 'Slow', {
      RestApiId: api,
      ResourceId: slow,
      HttpMethod: 'GET',
      AuthorizationType: 'NONE',
      Integration: { Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST', Uri: lambdaUri('fn'), TimeoutInMillis },
    })
  expect(failure(1, method(29_000))).toBeUndefined()
  expect(failure(1, method(29_001))).toMatchObject({ name: 'ZodError' })
  expect(failure(1, method(49))).toMatchObject({ name: 'ZodError' })
})

test('request line and header values have 10,240 bytes at most', async () => {
  const gateway = testGateway()
  const api = deployApi(gateway, { routes: [{ path: '/orders', verb: 'GET' }] })
  gateway.handlers.set('fn', () => ({ statusCode: 200 }))
  const line = Buffer.byteLength('GET /v1/orders?q=1 HTTP/1.1')
  const get = (bytes: number) =>
    gateway.send(api, 'GET', '/orders?q=1', { headers: { 'X-Filler': 'x'.repeat(bytes - line) } })
  expect((await get(10_240)).status).toBe(200)
  const refused = await get(10_241)
  expect([refused.status, refused.json()]).toEqual([413, { message: 'HTTP header is larger than 10240 bytes.' }])
})
