import { buildRequest } from '@tenantry/tests/support/builders.ts'
import { testDynamo } from '@tenantry/tests/support/dynamodb.ts'
import { noContent } from '@tenantry/toolkit/http.ts'
import { table } from '@tenantry/toolkit/table.ts'
import { beforeEach, expect, it } from 'vitest'
import { limitedBySource, type SourceLimit, sourceLimit, sourceOf } from './source-limit.ts'

let now: number
let limit: SourceLimit

beforeEach(async () => {
  now = Date.now()
  limit = sourceLimit(table(await testDynamo('signUps'), 'signUps'), { now: () => now }, { perSecond: 1, burst: 60 })
})

const admitted = (sourceIp = '192.0.2.7', headers: Record<string, string> = {}) =>
  limitedBySource(limit, async () => noContent())(buildRequest({ sourceIp, headers })).then(
    () => 'admitted',
    ({ code, headers }) => `${code} ${headers['retry-after']}`,
  )
const times = async (count: number, ...source: Parameters<typeof admitted>) =>
  (await Promise.all(Array.from({ length: count }, () => admitted(...source)))).filter((one) => one === 'admitted')
    .length

it('admits a burst of sixty from one source, however many come at once, and then one in a second', async () => {
  expect(await times(75)).toBe(60)
  expect(await admitted()).toBe('THROTTLED 1')
  now += 3000
  expect(await times(9)).toBe(3)
  now += 3600_000
  expect(await times(75)).toBe(60)
})

it('has a bucket for each source, and believes no header about it', async () => {
  expect(await times(60, '192.0.2.7')).toBe(60)
  expect(await admitted('192.0.2.7', { 'x-forwarded-for': '198.51.100.1', forwarded: 'for=198.51.100.1' })).toMatch(
    'THROTTLED',
  )
  expect(await admitted('198.51.100.1')).toBe('admitted')
})

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:DB8:0001:0002::1', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
])('takes %s for the source %s', (ip, source) => {
  expect(sourceOf(ip)).toBe(source)
})
