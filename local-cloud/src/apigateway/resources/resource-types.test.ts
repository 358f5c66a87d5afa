import { expect, test } from 'vitest'
import { deployApi, rootOf, testGateway } from '../gateway-fixture.ts'

const ROUTES = [{ path: '/orders', verb: 'GET' }]

test('an API keeps its id when its stack is deployed into another data folder', () => {
  const id = deployApi(testGateway(), { routes: ROUTES })
  expect(id).toMatch(/^[a-z0-9]{10}$/)
  expect(deployApi(testGateway(), { routes: ROUTES })).toBe(id)
})

test('edits of an API reach callers only with the next deployment', async () => {
  const gateway = testGateway()
  gateway.handlers.set('fn', () => ({ statusCode: 200 }))
  const api = deployApi(gateway, { routes: ROUTES })
  const root = { RestApiId: api, ResourceId: rootOf(gateway, api) }
  const method = { ...root, HttpMethod: 'DELETE', AuthorizationType: 'NONE' }
  const Integration = { Type: 'MOCK', RequestTemplates: { 'application/json': '{"statusCode":200}' } }
  gateway.create('Method', 'Delete', { ...method, Integration })
  expect((await gateway.send(api, 'DELETE', '/')).status).toBe(403)

  const before = { RestApiId: api, StageName: 'v1', DeploymentId: 'former' }
  const next = gateway.create('Deployment', 'Next', { RestApiId: api })
  gateway.update('Stage', 'Stage', { physicalId: `${api}/v1`, attributes: {} }, before, {
    ...before,
    DeploymentId: next.ref,
  })
  // A MOCK without an integration response has nothing to answer with.
  expect((await gateway.send(api, 'DELETE', '/')).status).toBe(500)
})

test('stages are served after a restart', async () => {
  const gateway = testGateway()
  gateway.handlers.set('fn', () => ({ statusCode: 200 }))
  const api = deployApi(gateway, { routes: ROUTES })
  gateway.restart()
  expect((await gateway.send(api, 'GET', '/orders')).status).toBe(200)
})

test('creating a resource again after an interruption changes nothing', () => {
  const gateway = testGateway()
  const properties = { Enabled: true, Name: 'key' }
  const first = gateway.create('ApiKey', 'Key', properties)
  const { value } = gateway.call('GetApiKey', { apiKey: first.physicalId, includeValue: true })
  expect(gateway.create('ApiKey', 'Key', properties)).toEqual(first)
  expect(gateway.call('GetApiKey', { apiKey: first.physicalId, includeValue: true }).value).toBe(value)

  const api = deployApi(gateway, { routes: ROUTES })
  const plan = { UsagePlanName: 'plan', ApiStages: [{ ApiId: api, Stage: 'v1' }] }
  const { physicalId: UsagePlanId } = gateway.create('UsagePlan', 'Plan', plan)
  gateway.create('UsagePlan', 'Plan', plan)
  const link = { KeyId: first.physicalId, KeyType: 'API_KEY', UsagePlanId }
  gateway.create('UsagePlanKey', 'Link', link)
  expect(gateway.create('UsagePlanKey', 'Link', link).physicalId).toBe(`${first.physicalId}:${UsagePlanId}`)
})

test('a change of a plan in the template leaves keys that joined through the API', () => {
  const gateway = testGateway()
  const before = { UsagePlanName: 'plan', Throttle: { RateLimit: 1, BurstLimit: 1 } }
  const plan = gateway.create('UsagePlan', 'Plan', before)
  const { id: keyId } = gateway.call('CreateApiKey', {})
  gateway.call('CreateUsagePlanKey', { usagePlanId: plan.physicalId, keyId, keyType: 'API_KEY' })
  gateway.update('UsagePlan', 'Plan', plan, before, { ...before, Throttle: { RateLimit: 9, BurstLimit: 9 } })
  expect(gateway.call('GetUsagePlans', { keyId }).item).toMatchObject([
    { id: plan.physicalId, throttle: { rateLimit: 9 } },
  ])
})

test('a resource cannot have two variable children', () => {
  const routes = [
    { path: '/orders/{id}', verb: 'GET' },
    { path: '/orders/{name}', verb: 'PUT' },
  ]
  expect(() => deployApi(testGateway(), { routes })).toThrow('A sibling ({id}) of this resource already has a variable')
})

test('a method without its authorizer is refused', () => {
  const routes = [{ path: '/orders', verb: 'GET', authorizer: 'Missing' }]
  expect(() => deployApi(testGateway(), { routes })).toThrow('Invalid authorizer ID specified')
})

test('a deleted API serves nothing', async () => {
  const gateway = testGateway()
  const api = deployApi(gateway, { routes: ROUTES })
  gateway.remove('RestApi', 'Api', { physicalId: api, attributes: {} })
  expect((await gateway.send(api, 'GET', '/orders')).status).toBe(403)
})
