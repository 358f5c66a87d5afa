import { expect, test } from 'vitest'
import { deployApi, testGateway } from '../../gateway-fixture.ts'

const DestinationArn = 'arn:aws:logs:us-east-1:000000000000:log-group:access'
const ROUTES = [{ path: '/orders/{id}', verb: 'GET' }]
const withFormat = (Format: string) => ({ routes: ROUTES, stage: { AccessLogSetting: { DestinationArn, Format } } })

test('each request writes one line to the log group', async () => {
  const gateway = testGateway()
  gateway.handlers.set('fn', () => {
    gateway.clock.advance(7)
    return { statusCode: 201, body: 'done' }
  })
  const fields = ['requestId', 'requestTime', 'httpMethod', 'resourcePath', 'status', 'responseLength'].concat([
    'responseLatency',
    'integration.latency',
    'authorizer.tenantId',
    'error.responseType',
  ])
  const format = JSON.stringify(Object.fromEntries(fields.map((field) => [field, `$context.${field}`])))
  const api = deployApi(gateway, withFormat(format))
  const answered = await gateway.send(api, 'GET', '/orders/1')
  await gateway.send(api, 'GET', '/nothing')
  expect(gateway.logged).toEqual([])
  gateway.clock.advance(100)
  expect(gateway.logged.map(({ group }) => group)).toEqual(['access', 'access'])
  const [first, second] = gateway.logged.map(({ message }) => JSON.parse(message))
  expect(first).toEqual({
    requestId: answered.headers['x-amzn-RequestId'],
    requestTime: '01/Jan/2026:00:00:00 +0000',
    httpMethod: 'GET',
    resourcePath: '/orders/{id}',
    status: '201',
    responseLength: '4',
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

test('a variable that is not known fails the deployment by name', () => {
  const gateway = testGateway()
  expect(() => deployApi(gateway, withFormat('$context.requestId $context.weather'))).toThrow('$context.weather')
})

test('a format must name the request', () => {
  const gateway = testGateway()
  expect(() => deployApi(gateway, withFormat('$context.status'))).toThrow('$context.requestId')
})
