import { expect, test } from 'vitest'
import { deployApi, lambdaUri, testGateway } from '../../gateway-fixture.ts'

const ROUTES = [{ path: '/orders', verb: 'GET' }]
const template = (text: string) => ({ 'application/json': text })

function withResponses(...gatewayResponses: object[]) {
  const gateway = testGateway()
  gateway.handlers.set('fn', () => 'malformed')
  const api = deployApi(gateway, { routes: ROUTES, gatewayResponses })
  return { gateway, send: (verb: string, url: string, headers = {}) => gateway.send(api, verb, url, { headers }) }
}

test('an unknown resource and an unknown verb are 403 Missing Authentication Token by default', async () => {
  const { send } = withResponses()
  for (const [verb, url] of [
    ['GET', '/nothing'],
    ['DELETE', '/orders'],
  ] as const) {
    expect(await send(verb, url)).toMatchObject({
      status: 403,
      text: '{"message":"Missing Authentication Token"}',
      headers: { 'Content-Type': 'application/json', 'x-amzn-ErrorType': 'MissingAuthenticationTokenException' },
    })
  }
})

test('a gateway response sets status, headers and body', async () => {
  const { send } = withResponses({
    ResponseType: 'MISSING_AUTHENTICATION_TOKEN',
    StatusCode: '404',
    ResponseParameters: {
      'gatewayresponse.header.Access-Control-Allow-Origin': "'*'",
      'gatewayresponse.header.X-Origin': 'method.request.header.Origin',
      'gatewayresponse.header.X-Id': 'context.requestId',
      'gatewayresponse.header.X-Absent': 'method.request.querystring.absent',
    },
    ResponseTemplates: template(
      '{"code":"NOT_FOUND","was":$context.error.messageString,"type":"$context.error.responseType","requestId":"$context.requestId","none":"$context.authorizer.denial"}',
    ),
  })
  const response = await send('GET', '/nothing', { origin: 'https://app.example' })
  const requestId = response.headers['x-amzn-RequestId']
  expect(response.status).toBe(404)
  expect(response.headers).toMatchObject({
    'Access-Control-Allow-Origin': '*',
    'X-Origin': 'https://app.example',
    'X-Id': requestId,
  })
  expect(response.headers).not.toHaveProperty('X-Absent')
  expect(response.json()).toEqual({
    code: 'NOT_FOUND',
    was: 'Missing Authentication Token',
    type: 'MISSING_AUTHENTICATION_TOKEN',
    requestId,
    none: '',
  })
})

test('a response without settings of its own takes those of its class, and its own status unless the class has one', async () => {
  const { send } = withResponses(
    { ResponseType: 'DEFAULT_4XX', ResponseTemplates: template('{"code":"CLIENT"}') },
    { ResponseType: 'DEFAULT_5XX', StatusCode: '503', ResponseTemplates: template('{"code":"SERVER"}') },
  )
  expect(await send('GET', '/nothing')).toMatchObject({ status: 403, text: '{"code":"CLIENT"}' })
  expect(await send('GET', '/orders')).toMatchObject({ status: 503, text: '{"code":"SERVER"}' })
})

test("a refusal tells what the authorizer's context says", async () => {
  const gateway = testGateway()
  const Statement = [{ Effect: 'Deny', Action: '*', Resource: '*' }]
  gateway.handlers.set('auth', () => ({
    principalId: 'user',
    policyDocument: { Statement },
    context: { denial: 'TENANT_SUSPENDED' },
  }))
  const api = deployApi(gateway, {
    routes: [{ path: '/orders', verb: 'GET', authorizer: 'Auth' }],
    authorizers: {
      Auth: { Type: 'TOKEN', AuthorizerUri: lambdaUri('auth'), IdentitySource: 'method.request.header.Authorization' },
    },
    gatewayResponses: [
      { ResponseType: 'ACCESS_DENIED', ResponseTemplates: template('{"code":"$context.authorizer.denial"}') },
    ],
  })
  const response = await gateway.send(api, 'GET', '/orders', { headers: { authorization: 'a' } })
  expect(response).toMatchObject({ status: 403, text: '{"code":"TENANT_SUSPENDED"}' })
})

test.each([
  ['$context.identity.sourceIp', '$context.identity.sourceIp'],
  ['$stageVariables.colour', '$stageVariables.colour'],
  ["$input.path('$')", '$input.path'],
])('a template with %s fails the deployment by name', (text, name) => {
  expect(() => withResponses({ ResponseType: 'THROTTLED', ResponseTemplates: template(text) })).toThrow(
    `the variable ${name} in the gateway response THROTTLED`,
  )
})

test('a stage that does not exist is 403 Forbidden', async () => {
  const gateway = testGateway()
  expect(await gateway.send('nothing', 'GET', '/')).toMatchObject({ status: 403, text: '{"message":"Forbidden"}' })
})
