import { expect, test } from 'vitest'
import { deployApi, type TestGateway, testGateway } from '../gateway-fixture.ts'

const DOMAIN = 'api.shop.localhost'
const CERTIFICATE = 'arn:aws:acm:us-east-1:000000000000:certificate/c'
const domain = (gateway: TestGateway, DomainName = DOMAIN) =>
  gateway.create('DomainName', 'Domain', {
    DomainName,
    RegionalCertificateArn: CERTIFICATE,
    EndpointConfiguration: { Types: ['REGIONAL'] },
    SecurityPolicy: 'TLS_1_2',
  })

function setUp(routes = [{ path: '/orders/{id}', verb: 'GET', function: 'shop' }]) {
  const gateway = testGateway()
  gateway.handlers.set('shop', (event) => ({ statusCode: 200, body: JSON.stringify(event) }))
  const api = deployApi(gateway, { routes })
  domain(gateway)
  const map = (BasePath: string | undefined, more: object = {}) =>
    gateway.create('BasePathMapping', `Map${BasePath}`, {
      ...{ DomainName: DOMAIN, RestApiId: api, Stage: 'v1', ...more },
      ...(BasePath !== undefined && { BasePath }),
    })
  const send = async (url: string, host = `${DOMAIN}:4566`) => {
    const answer = await gateway.answer({
      ...{ method: 'GET', url, headers: { host: [host] }, headerNames: {}, body: Buffer.alloc(0) },
      sourceIp: '127.0.0.1',
    })
    return answer && { status: answer.status, headers: answer.headers, body: JSON.parse(String(answer.body)) }
  }
  return { gateway, api, map, send }
}

test('a request to a domain reaches the API that its base path is mapped to, by host and by local address', async () => {
  const { map, send } = setUp()
  map('pool')
  for (const [url, host] of [
    ['/pool/orders/7?a=1', `${DOMAIN}:4566`],
    [`/domains/${DOMAIN}/pool/orders/7?a=1`, '127.0.0.1:4566'],
  ] as const) {
    expect(await send(url, host)).toMatchObject({
      status: 200,
      body: { resource: '/orders/{id}', pathParameters: { id: '7' }, queryStringParameters: { a: '1' } },
    })
  }
})

test('an event says the path with its base path, and the domain; the stage is not in it', async () => {
  const { map, send, api } = setUp()
  map('pool')
  expect((await send('/pool/orders/7'))?.body).toMatchObject({
    path: '/pool/orders/7',
    requestContext: {
      apiId: api,
      stage: 'v1',
      path: '/pool/orders/7',
      resourcePath: '/orders/{id}',
      domainName: DOMAIN,
      domainPrefix: 'api',
    },
  })
})

test.each([
  ['a base path that nothing is mapped to', '/other/orders/7'],
  ['no base path', '/'],
  ['the beginning of one', '/poo/orders/7'],
  ['more than one', '/pool2/orders/7'],
  ['another spelling', '/POOL/orders/7'],
])('%s is forbidden', async (_, url) => {
  const { map, send } = setUp()
  map('pool')
  expect(await send(url)).toMatchObject({
    status: 403,
    headers: { 'x-amzn-ErrorType': 'ForbiddenException' },
    body: { message: 'Forbidden' },
  })
})

test('each base path is an API of its own, and the root takes what is left', async () => {
  const { gateway, map, send } = setUp()
  gateway.handlers.set('silo', () => ({ statusCode: 200, body: '"silo"' }))
  const silo = gateway.create('RestApi', 'Silo', { Name: 'silo' })
  const RestApiId = silo.physicalId
  gateway.create('Method', 'SiloMethod', {
    ...{ RestApiId, ResourceId: silo.attributes.RootResourceId, HttpMethod: 'GET', AuthorizationType: 'NONE' },
    Integration: {
      Type: 'AWS_PROXY',
      IntegrationHttpMethod: 'POST',
      Uri: 'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:silo/invocations',
    },
  })
  const { ref: DeploymentId } = gateway.create('Deployment', 'SiloDeployment', { RestApiId })
  gateway.create('Stage', 'SiloStage', { RestApiId, DeploymentId, StageName: 'v1' })
  map('pool')
  map('tnt_1', { RestApiId })
  map(undefined)
  expect((await send('/tnt_1'))?.body).toBe('silo')
  expect((await send('/tnt_1/'))?.body).toBe('silo')
  expect((await send('/pool/orders/7'))?.body.path).toBe('/pool/orders/7')
  expect((await send('/orders/7'))?.body.path).toBe('/orders/7')
})

test('without a stage in its mapping the path names one', async () => {
  const { map, send } = setUp()
  map('pool', { Stage: undefined })
  expect((await send('/pool/v1/orders/7'))?.status).toBe(200)
  expect((await send('/pool/orders/7'))?.status).toBe(403)
})

test('a mapping that is changed or removed counts at once; the API’s own host goes on', async () => {
  const { gateway, api, map, send } = setUp()
  const mapping = map('pool')
  expect((await send('/pool/orders/7'))?.status).toBe(200)
  gateway.remove('BasePathMapping', 'Mappool', mapping)
  expect((await send('/pool/orders/7'))?.status).toBe(403)
  const { path, requestContext } = (await gateway.send(api, 'GET', '/orders/7')).json()
  expect([path, requestContext.path]).toEqual(['/orders/7', '/v1/orders/7'])
  expect(requestContext.domainName).toBe(`${api}.execute-api.us-east-1.amazonaws.com`)
})

test('a domain that is deleted takes its mappings with it', async () => {
  const { gateway, map, send } = setUp()
  map('pool')
  gateway.remove('DomainName', 'Domain', { physicalId: DOMAIN, attributes: {} })
  expect(await send('/pool/orders/7')).toBeUndefined()
  domain(gateway)
  expect((await send('/pool/orders/7'))?.status).toBe(403)
})

test.each([
  ['a domain', { DomainName: 'other.localhost' }, 'Invalid domain name identifier specified'],
  ['an API', { RestApiId: 'none' }, 'Invalid API identifier specified'],
  ['a stage', { Stage: 'none' }, 'Invalid stage identifier specified'],
])('a mapping of %s that is not there is refused', (_, more, message) => {
  expect(() => setUp().map('pool', more)).toThrow(message)
})

test('an access log tells the domain, the base path and the path as the client sent it', async () => {
  const gateway = testGateway()
  gateway.handlers.set('shop', () => ({ statusCode: 200, body: '{}' }))
  const Format = '$context.domainName $context.domainPrefix $context.customDomain.basePathMatched $context.path'
  const DestinationArn = 'arn:aws:logs:us-east-1:000000000000:log-group:access'
  const api = deployApi(gateway, {
    routes: [{ path: '/orders', verb: 'GET', function: 'shop' }],
    stage: { AccessLogSetting: { Format: `${Format} $context.requestId`, DestinationArn } },
  })
  domain(gateway)
  gateway.create('BasePathMapping', 'Map', { DomainName: DOMAIN, BasePath: 'pool', RestApiId: api, Stage: 'v1' })
  await gateway.answer({
    ...{ method: 'GET', url: '/pool/orders', headers: { host: [DOMAIN] }, headerNames: {}, body: Buffer.alloc(0) },
    sourceIp: '127.0.0.1',
  })
  await gateway.send(api, 'GET', '/orders')
  expect(gateway.logged.map(({ message }) => message.split(' ').slice(0, 4).join(' '))).toEqual([
    `${DOMAIN} api pool /pool/orders`,
    `${api}.execute-api.us-east-1.amazonaws.com ${api} - /v1/orders`,
  ])
})

test('an account has 120 domains', () => {
  const gateway = testGateway()
  for (let i = 0; i < 120; i++) domain(gateway, `api${i}.shop.localhost`)
  expect(() => domain(gateway, 'one-more.shop.localhost')).toThrow('Maximum number of custom domain names')
})
