import { expect, test } from 'vitest'
import type { AwsError } from '../../core/aws-error.ts'
import { deployApi, testGateway } from '../gateway-fixture.ts'

function errorOf(work: () => unknown): { code: string; status: number; message: string } {
  try {
    work()
  } catch (error) {
    const { code, status, message } = error as AwsError
    return { code, status, message }
  }
  throw new Error('nothing was thrown')
}
const ROUTES = [{ path: '/orders', verb: 'GET' }]

test('a key has a distinct id and a value of 40 characters that only includeValue shows', () => {
  const gateway = testGateway()
  const made = gateway.call('CreateApiKey', { name: 'tenant' })
  expect(made).toMatchObject({ name: 'tenant', enabled: false, createdDate: Date.UTC(2026, 0, 1) / 1000 })
  expect(made.id).toMatch(/^[a-z0-9]{10}$/)
  expect(made.value).toMatch(/^[A-Za-z0-9]{40}$/)
  expect(gateway.call('GetApiKey', { apiKey: made.id })).not.toHaveProperty('value')
  expect(gateway.call('GetApiKey', { apiKey: made.id, includeValue: 'true' }).value).toBe(made.value)
})

test('names may repeat, values may not, and a value has 20 characters at least', () => {
  const gateway = testGateway()
  const value = 'v'.repeat(20)
  gateway.call('CreateApiKey', { name: 'same', value })
  gateway.call('CreateApiKey', { name: 'same' })
  expect(errorOf(() => gateway.call('CreateApiKey', { value }))).toMatchObject({
    code: 'ConflictException',
    status: 409,
  })
  expect(errorOf(() => gateway.call('CreateApiKey', { value: 'v'.repeat(19) }))).toMatchObject({
    code: 'BadRequestException',
    message: 'API Key value should be at least 20 characters',
  })
})

test('keys are found by the beginning of their names, page by page', () => {
  const gateway = testGateway()
  for (const name of ['acme-1', 'acme-2', 'other', 'acme-3']) gateway.call('CreateApiKey', { name })
  const names: string[] = []
  let position: string | undefined
  do {
    const page = gateway.call('GetApiKeys', { name: 'acme', limit: '2', ...(position && { position }) })
    names.push(...page.item.map((key: { name: string }) => key.name))
    position = page.position
  } while (position)
  expect(names).toEqual(['acme-1', 'acme-2', 'acme-3'])
})

test('a key that does not exist is 404', () => {
  const gateway = testGateway()
  for (const operation of ['GetApiKey', 'DeleteApiKey']) {
    expect(errorOf(() => gateway.call(operation, { apiKey: 'nothing' }))).toEqual({
      code: 'NotFoundException',
      status: 404,
      message: 'Invalid API Key identifier specified',
    })
  }
})

test('a key joins a plan once, and one plan of a stage only', () => {
  const gateway = testGateway()
  const api = deployApi(gateway, { routes: ROUTES })
  const apiStages = [{ apiId: api, stage: 'v1' }]
  const plan = (name: string, stages: object[]) => gateway.call('CreateUsagePlan', { name, apiStages: stages }).id
  const [one, two, empty] = [plan('one', apiStages), plan('two', apiStages), plan('empty', [])]
  const { id: keyId } = gateway.call('CreateApiKey', { enabled: true })
  const join = (usagePlanId: string) => gateway.call('CreateUsagePlanKey', { usagePlanId, keyId, keyType: 'API_KEY' })
  expect(join(one)).toMatchObject({ id: keyId, type: 'API_KEY' })
  expect(errorOf(() => join(one)).code).toBe('ConflictException')
  expect(errorOf(() => join(two)).code).toBe('ConflictException')
  join(empty)
  const addStage = { op: 'add', path: '/apiStages', value: `${api}:v1` }
  expect(errorOf(() => gateway.call('UpdateUsagePlan', { usagePlanId: empty, patchOperations: [addStage] })).code).toBe(
    'ConflictException',
  )
  expect(gateway.call('GetUsagePlans', { keyId }).item.map(({ id }: { id: string }) => id)).toEqual([one, empty])
  gateway.call('DeleteUsagePlanKey', { usagePlanId: one, keyId })
  expect(join(two)).toMatchObject({ id: keyId })
  expect(gateway.call('GetUsagePlans', { keyId }).item.map(({ id }: { id: string }) => id)).toEqual([two, empty])
})

test('patches change limits, quota and stages of a plan', () => {
  const gateway = testGateway()
  const api = deployApi(gateway, { routes: ROUTES })
  const { id } = gateway.call('CreateUsagePlan', { name: 'plan' })
  const plan = gateway.call('UpdateUsagePlan', {
    usagePlanId: id,
    patchOperations: [
      { op: 'replace', path: '/name', value: 'renamed' },
      { op: 'replace', path: '/throttle/rateLimit', value: '2.5' },
      { op: 'replace', path: '/throttle/burstLimit', value: '5' },
      { op: 'replace', path: '/quota/limit', value: '100' },
      { op: 'replace', path: '/quota/period', value: 'MONTH' },
      { op: 'add', path: '/apiStages', value: `${api}:v1` },
    ],
  })
  expect(plan).toMatchObject({
    name: 'renamed',
    throttle: { rateLimit: 2.5, burstLimit: 5 },
    quota: { limit: 100, offset: 0, period: 'MONTH' },
    apiStages: [{ apiId: api, stage: 'v1' }],
  })
  expect(gateway.call('GetUsagePlans', {}).item).toEqual([plan])
  const remove = { op: 'remove', path: '/apiStages', value: `${api}:v1` }
  expect(gateway.call('UpdateUsagePlan', { usagePlanId: id, patchOperations: [remove] }).apiStages).toEqual([])
})

test.each([
  [{ name: 'p', apiStages: [{ apiId: 'nothing', stage: 'v1' }] }, 'NotFoundException'],
  [{ name: 'p', quota: { limit: 1, offset: 1, period: 'DAY' } }, 'BadRequestException'],
  [{ name: 'p', quota: { limit: 0, period: 'DAY' } }, 'BadRequestException'],
  [{ name: 'p', throttle: { rateLimit: -1 } }, 'BadRequestException'],
  [{}, 'BadRequestException'],
])('a plan that AWS refuses is refused: %j', (input, code) => {
  expect(errorOf(() => testGateway().call('CreateUsagePlan', input)).code).toBe(code)
})

test('IAM is asked for the verb on the path', () => {
  const gateway = testGateway()
  const arn = (path: string) => `arn:aws:apigateway:us-east-1::/${path}`
  expect(gateway.accesses('CreateApiKey', {})).toEqual([{ action: 'apigateway:POST', resource: arn('apikeys') }])
  expect(gateway.accesses('DeleteApiKey', { apiKey: 'k' })).toEqual([
    { action: 'apigateway:DELETE', resource: arn('apikeys/k') },
  ])
  expect(gateway.accesses('CreateUsagePlanKey', { usagePlanId: 'p', keyId: 'k' })).toEqual([
    { action: 'apigateway:POST', resource: arn('usageplans/p/keys') },
  ])
  expect(gateway.accesses('UpdateUsagePlan', { usagePlanId: 'p' })).toEqual([
    { action: 'apigateway:PATCH', resource: arn('usageplans/p') },
  ])
})

test('IAM is told the tags that a request gives, and giving them is a right of its own', () => {
  const context = { 'aws:TagKeys': ['App'], 'aws:RequestTag/App': 'shop' }
  const tagging = `tags/${encodeURIComponent('arn:aws:apigateway:us-east-1::/apikeys/')}*`
  expect(testGateway().accesses('CreateApiKey', { tags: { App: 'shop' } })).toEqual([
    { action: 'apigateway:POST', resource: 'arn:aws:apigateway:us-east-1::/apikeys', context },
    { action: 'apigateway:PUT', resource: `arn:aws:apigateway:us-east-1::/${tagging}`, context },
  ])
})

test('IAM is told the tags of the key or plan that a request is about', () => {
  const gateway = testGateway()
  const { id: apiKey } = gateway.call('CreateApiKey', { tags: { App: 'shop' } })
  const { id: usagePlanId } = gateway.call('CreateUsagePlan', { name: 'p', tags: { App: 'bank' } })
  const tagOf = (operation: string, input: object) =>
    gateway.accesses(operation, input).map(({ context }) => context?.['aws:ResourceTag/App'])
  for (const operation of ['GetApiKey', 'DeleteApiKey']) expect(tagOf(operation, { apiKey })).toEqual(['shop'])
  expect(tagOf('UpdateUsagePlan', { usagePlanId })).toEqual(['bank'])
  for (const operation of ['CreateUsagePlanKey', 'DeleteUsagePlanKey'])
    expect(tagOf(operation, { usagePlanId, keyId: apiKey })).toEqual(['bank'])
  expect(tagOf('GetApiKeys', {})).toEqual([undefined])
})
