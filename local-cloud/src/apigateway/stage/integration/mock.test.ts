import { expect, test } from 'vitest'
import { deployApi, testGateway } from '../../gateway-fixture.ts'

/** As CDK's `defaultCorsPreflightOptions` emits it. */
const PREFLIGHT = {
  path: '/orders',
  verb: 'OPTIONS',
  integration: {
    Type: 'MOCK',
    RequestTemplates: { 'application/json': '{ statusCode: 200 }' },
    IntegrationResponses: [
      {
        StatusCode: '204',
        ResponseParameters: {
          'method.response.header.Access-Control-Allow-Headers': "'Authorization,Content-Type'",
          'method.response.header.Access-Control-Allow-Origin': "'*'",
        },
      },
    ],
  },
  methodResponses: [
    {
      StatusCode: '204',
      ResponseParameters: {
        'method.response.header.Access-Control-Allow-Headers': true,
        'method.response.header.Access-Control-Allow-Origin': true,
      },
    },
  ],
}

test("a preflight of the CDK's answers 204 with the literal headers", async () => {
  const gateway = testGateway()
  const api = deployApi(gateway, { routes: [PREFLIGHT] })
  const response = await gateway.send(api, 'OPTIONS', '/orders', { headers: { origin: 'https://app.example' } })
  expect(response).toMatchObject({
    status: 204,
    text: '',
    headers: { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': 'Authorization,Content-Type' },
  })
})

test('a response parameter that no method response declares fails the deployment', () => {
  const gateway = testGateway()
  const route = { ...PREFLIGHT, methodResponses: [{ StatusCode: '204' }] }
  expect(() => deployApi(gateway, { routes: [route] })).toThrow(
    'Invalid mapping expression parameter specified: method.response.header.Access-Control-Allow-Headers',
  )
})

test('the response whose pattern fits the status is chosen', async () => {
  const gateway = testGateway()
  const integration = {
    Type: 'MOCK',
    RequestTemplates: { 'application/json': '{"statusCode":418}' },
    IntegrationResponses: [
      { StatusCode: '200' },
      { StatusCode: '418', SelectionPattern: '4\\d\\d', ResponseTemplates: { 'application/json': '{"tea":true}' } },
    ],
  }
  const methodResponses = [{ StatusCode: '200' }, { StatusCode: '418' }]
  const api = deployApi(gateway, { routes: [{ path: '/tea', verb: 'GET', integration, methodResponses }] })
  expect(await gateway.send(api, 'GET', '/tea')).toMatchObject({ status: 418, text: '{"tea":true}' })
})

test.each(['HTTP', 'HTTP_PROXY', 'AWS'])('the integration type %s fails the deployment by name', (Type) => {
  const gateway = testGateway()
  expect(() =>
    deployApi(gateway, { routes: [{ path: '/x', verb: 'GET', integration: { Type, Uri: 'https://x' } }] }),
  ).toThrow(`the integration type ${Type}`)
})
