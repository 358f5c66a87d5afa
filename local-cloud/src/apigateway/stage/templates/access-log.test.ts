import { expect, test } from 'vitest'
import { deployApi, lambdaUri, testGateway } from '../../gateway-fixture.ts'

const DestinationArn = 'arn:aws:logs:us-east-1:000000000000:log-group:access'
const ROUTES = [{ path: '/orders/{id}', verb: 'GET' }]
const withFormat = (Format: string) => ({ routes: ROUTES, stage: { AccessLogSetting: { DestinationArn, Format } } })

test('each request writes one line to the log group', async () => {
  const gateway = testGateway()
  gateway.handlers.set('fn', () => {
    gateway.clock.advance(7)
    return { statusCode: 201, body: 'döne' }
  })
  const fields = ['requestId', 'requestTime', 'requestTimeEpoch', 'httpMethod', 'resourcePath', 'status'].concat([
    'responseLength',
    'responseLatency',
    'integration.latency',
    'authorizer.tenantId',
    'error.responseType',
  ])
  const format = JSON.stringify(Object.fromEntries(fields.map((field) => [field, `$context.${field}`])))
  const api = deployApi(gateway, withFormat(format))
  const answered = await gateway.send(api, 'GET', '/orders/1')
  await gateway.send(api, 'GET', '/nothing')
  expect(gateway.logged.map(({ group }) => group)).toEqual(['access', 'access'])
  const [first, second] = gateway.logged.map(({ message }) => JSON.parse(message))
  expect(first).toEqual({
    requestId: answered.headers['x-amzn-RequestId'],
    requestTime: '01/Jan/2026:00:00:00 +0000',
    requestTimeEpoch: String(Date.UTC(2026, 0, 1)),
    httpMethod: 'GET',
    resourcePath: '/orders/{id}',
    status: '201',
    // Bytes, not characters.
    responseLength: '5',
    responseLatency: '7',
    'integration.latency': '7',
    'authorizer.tenantId': '-',
    'error.responseType': '-',
  })
  expect(second).toMatchObject({
    resourcePath: '-',
    status: '403',
    'error.responseType': 'MISSING_AUTHENTICATION_TOKEN',
  })
})

test('a line names the invocations of the authorizer and of the function, so that their logs can be found', async () => {
  const gateway = testGateway()
  const fields = ['requestId', 'authorizer.requestId', 'integration.requestId', 'error.responseType']
  const format = JSON.stringify(Object.fromEntries(fields.map((field) => [field, `$context.${field}`])))
  const authorizer = { Type: 'TOKEN', AuthorizerUri: lambdaUri('auth'), AuthorizerResultTtlInSeconds: 20 }
  const api = deployApi(gateway, {
    routes: [{ path: '/orders', verb: 'GET', authorizer: 'Auth' }],
    authorizers: { Auth: { ...authorizer, IdentitySource: 'method.request.header.Authorization' } },
    stage: { AccessLogSetting: { DestinationArn, Format: format } },
  })
  const statement = { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' }
  gateway.handlers.set('fn', () => ({ statusCode: 200, body: '' }))
  gateway.handlers.set('auth', ({ authorizationToken }) => {
    if (authorizationToken === 'broken') throw new Error('no directory')
    return { principalId: 'ann', policyDocument: { Version: '2012-10-17', Statement: [statement] } }
  })
  for (const authorization of ['broken', 'token', 'token']) {
    await gateway.send(api, 'GET', '/orders', { headers: { authorization } })
  }
  const [failed, asked, cached] = gateway.logged.map(({ message }) => JSON.parse(message))
  expect(failed).toMatchObject({ 'authorizer.requestId': 'request of auth', 'integration.requestId': '-' })
  expect(failed['error.responseType']).toBe('AUTHORIZER_FAILURE')
  expect(asked).toMatchObject({ 'authorizer.requestId': 'request of auth', 'integration.requestId': 'request of fn' })
  expect(cached).toMatchObject({ 'authorizer.requestId': '-', 'integration.requestId': 'request of fn' })
  expect(gateway.said).toEqual([
    `apigateway: GET /orders (${failed.requestId}, in the function's log request of auth): the authorizer failed: Error`,
  ])
})

test('a variable that is not known fails the deployment by name', () => {
  const gateway = testGateway()
  expect(() => deployApi(gateway, withFormat('$context.requestId $context.weather'))).toThrow('$context.weather')
})

test('a format must name the request', () => {
  const gateway = testGateway()
  expect(() => deployApi(gateway, withFormat('$context.status'))).toThrow('$context.requestId')
})
