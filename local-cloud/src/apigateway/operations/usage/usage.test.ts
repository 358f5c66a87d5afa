import { expect, test } from 'vitest'
import type { AwsError } from '../../../core/aws-error.ts'
import { deployApi, testGateway } from '../../gateway-fixture.ts'

const DAY = 86_400_000
const ROUTES = [{ path: '/orders', verb: 'GET', apiKeyRequired: true }]

function errorOf(work: () => unknown): Pick<AwsError, 'code' | 'status' | 'message'> {
  try {
    work()
  } catch (error) {
    const { code, status, message } = error as AwsError
    return { code, status, message }
  }
  throw new Error('nothing was thrown')
}

/** One API with a plan of ten requests a month and a key; the clock begins on 1 January 2026. */
function metered(quota: object | null = { limit: 10, period: 'MONTH' }) {
  const gateway = testGateway()
  const api = deployApi(gateway, { routes: ROUTES })
  gateway.handlers.set('fn', () => ({ statusCode: 200 }))
  const plan: string = gateway.call('CreateUsagePlan', {
    name: 'plan',
    apiStages: [{ apiId: api, stage: 'v1' }],
    ...(quota && { quota }),
  }).id
  const key = gateway.call('CreateApiKey', { name: 'tenant', enabled: true })
  gateway.call('CreateUsagePlanKey', { usagePlanId: plan, keyId: key.id, keyType: 'API_KEY' })
  const on = { usagePlanId: plan, keyId: key.id as string }
  return {
    gateway,
    plan,
    key: key.id as string,
    async use(times: number): Promise<number[]> {
      const statuses: number[] = []
      for (let i = 0; i < times; i++)
        statuses.push((await gateway.send(api, 'GET', '/orders', { headers: { 'x-api-key': key.value } })).status)
      return statuses
    },
    usage: (startDate: string, endDate: string, more: object = {}) =>
      gateway.call('GetUsage', { usagePlanId: plan, startDate, endDate, ...more }),
    left: (value: string) =>
      gateway.call('UpdateUsage', { ...on, patchOperations: [{ op: 'replace', path: '/remaining', value }] }),
    on,
  }
}

test('usage is told day by day: what was used, and what was left of the period', async () => {
  const { gateway, key, use, usage } = metered()
  await use(3)
  gateway.clock.advance(2 * DAY)
  await use(1)
  expect(usage('2026-01-01', '2026-01-03')).toMatchObject({
    startDate: '2026-01-01',
    values: {
      [key]: [
        [3, 7],
        [0, 7],
        [1, 6],
      ],
    },
  })
})

test.each([
  ['fewer', '2', [200, 200, 429]],
  ['more', '12', Array(12).fill(200).concat(429)],
  ['none', '0', [429]],
])('a key that is left %s requests than its plan gives has just so many', async (_, value, statuses) => {
  const { key, use, usage, left } = metered()
  await use(1)
  expect(left(value).values).toEqual({ [key]: [[1, Number(value)]] })
  expect(await use(statuses.length)).toEqual(statuses)
  expect(usage('2026-01-01', '2026-01-01').values[key]).toEqual([[1 + Number(value), 0]])
})

test('what was added or taken is of the running period alone, and outlives a restart', async () => {
  const { gateway, use, usage, left, key } = metered({ limit: 3, period: 'DAY' })
  left('1')
  gateway.restart()
  expect(await use(2)).toEqual([200, 429])
  gateway.clock.advance(DAY)
  expect(usage('2026-01-02', '2026-01-02').values[key]).toEqual([[0, 3]])
  expect(await use(4)).toEqual([200, 200, 200, 429])
})

test('the quota of the plan may change meanwhile: what was added stays added', async () => {
  const { gateway, plan, usage, left, key, use } = metered()
  await use(2)
  left('3')
  const patchOperations = [{ op: 'replace', path: '/quota/limit', value: '20' }]
  gateway.call('UpdateUsagePlan', { usagePlanId: plan, patchOperations })
  expect(usage('2026-01-01', '2026-01-01').values[key]).toEqual([[2, 13]])
})

test('usage is shown for the keys of the plan, page by page, and without a quota there is none', () => {
  const { gateway, plan, key, usage } = metered()
  const other = gateway.call('CreateApiKey', { name: 'other' }).id
  gateway.call('CreateUsagePlanKey', { usagePlanId: plan, keyId: other, keyType: 'API_KEY' })
  const first = usage('2026-01-01', '2026-01-01', { limit: '1' })
  expect(Object.keys(first.values)).toEqual([key])
  const second = usage('2026-01-01', '2026-01-01', { limit: '1', position: first.position })
  expect(Object.keys(second.values)).toEqual([other])
  expect(second.position).toBeUndefined()
  expect(Object.keys(usage('2026-01-01', '2026-01-01', { keyId: other }).values)).toEqual([other])
  const unlimited = metered(null)
  expect(unlimited.usage('2026-01-01', '2026-01-01').values).toEqual({ [unlimited.key]: [] })
})

test('nonsense is refused', () => {
  const { gateway, usage, left, on, plan } = metered()
  const badRequest = (message: string | RegExp) =>
    expect.objectContaining({ code: 'BadRequestException', message: expect.stringMatching(message) })
  expect(errorOf(() => usage('01.01.2026', '2026-01-01'))).toEqual(badRequest(/startDate/))
  expect(errorOf(() => usage('2026-01-02', '2026-01-01'))).toEqual(badRequest(/end date/))
  expect(errorOf(() => usage('2026-01-01', '2026-12-01'))).toEqual(badRequest(/90 days/))
  expect(errorOf(() => left('-1'))).toEqual(badRequest(/negative/))
  expect(errorOf(() => left('many'))).toEqual(badRequest(/remaining/))
  const add = [{ op: 'add', path: '/remaining', value: '1' }]
  // https://github.com/boto/boto3/issues/2504
  expect(errorOf(() => gateway.call('UpdateUsage', { ...on, patchOperations: add }))).toEqual(
    badRequest(/'\/remaining' specified for op 'add'. Must be one of: \[\]/),
  )
  const gone = { usagePlanId: plan, keyId: 'gone' }
  expect(errorOf(() => gateway.call('UpdateUsage', gone))).toMatchObject({ code: 'NotFoundException' })
  expect(errorOf(() => usage('2026-01-01', '2026-01-01', { keyId: 'gone' }))).toMatchObject({
    code: 'NotFoundException',
  })
  const unlimited = metered(null)
  expect(errorOf(() => unlimited.left('1'))).toEqual(badRequest(/no quota/))
})

test('a plan is deleted once it has no stage, with its keys leaving it', () => {
  const { gateway, plan, key } = metered()
  const remove = () => gateway.call('DeleteUsagePlan', { usagePlanId: plan })
  expect(errorOf(remove)).toMatchObject({
    code: 'BadRequestException',
    message: expect.stringContaining(`Cannot delete Usage Plan ${plan} because there are API Stages`),
  })
  const [stage] = gateway.call('GetUsagePlans', {}).item[0].apiStages
  const value = `${stage.apiId}:${stage.stage}`
  gateway.call('UpdateUsagePlan', {
    usagePlanId: plan,
    patchOperations: [{ op: 'remove', path: '/apiStages', value }],
  })
  remove()
  expect(gateway.call('GetUsagePlans', {}).item).toEqual([])
  expect(gateway.call('GetUsagePlans', { keyId: key }).item).toEqual([])
  expect(errorOf(remove)).toMatchObject({ code: 'NotFoundException' })
})

test('the keys of a plan are listed by the beginning of their names', () => {
  const { gateway, plan, key } = metered()
  const names = (more: object = {}) =>
    gateway.call('GetUsagePlanKeys', { usagePlanId: plan, ...more }).item.map(({ id }: { id: string }) => id)
  gateway.call('CreateApiKey', { name: 'elsewhere' })
  expect(names()).toEqual([key])
  expect(names({ name: 'ten' })).toEqual([key])
  expect(names({ name: 'other' })).toEqual([])
  expect(errorOf(() => gateway.call('GetUsagePlanKeys', { usagePlanId: 'gone' }))).toMatchObject({
    code: 'NotFoundException',
  })
})
