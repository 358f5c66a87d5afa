import { expect, test } from 'vitest'
import { START, testCloudWatch } from './cloudwatch-fixture.ts'

/** By its definition, without the store: the smallest value that so many percent of all do not exceed. */
function bruteForce(values: number[], percentile: number): number {
  const candidates = values.toSorted((a, b) => a - b)
  const enough = candidates.find(
    (value) => values.filter((other) => other <= value).length >= (percentile / 100) * values.length,
  )
  if (enough === undefined) throw new Error('no values')
  return enough
}

test('percentiles are those of the values themselves, in any order and over merged minutes', async () => {
  const { put, values } = testCloudWatch()
  let seed = 7
  const random = () => {
    seed = (seed * 16_807) % 2_147_483_647
    return seed / 2_147_483_647
  }
  // Two humps, as of a cache that hits or misses.
  const given = Array.from({ length: 3_000 }, () => Math.round((random() < 0.8 ? 10 : 900) * (1 + random()) * 10) / 10)
  for (const [index, value] of given.entries()) put([value], { timestamp: START + (index % 5) * 60_000 })
  for (const percentile of [0, 0.1, 25, 50, 79, 80, 81, 90, 99, 99.9, 100]) {
    expect(await values(`p${percentile}`, { Period: 300 }), `p${percentile}`).toEqual([
      [0, bruteForce(given, percentile)],
    ])
    const third = given.filter((_, index) => index % 5 === 2)
    expect((await values(`p${percentile}`))[2]).toEqual([120, bruteForce(third, percentile)])
  }
})

test('every simple statistic is right, and a period without data has no data point', async () => {
  const { put, values } = testCloudWatch()
  put([4, 1, 1])
  put([6])
  put([10], { timestamp: START + 120_000 })
  expect(await values('SampleCount')).toEqual([
    [0, 4],
    [120, 1],
  ])
  expect(await values('Sum')).toEqual([
    [0, 12],
    [120, 10],
  ])
  expect(await values('Average')).toEqual([
    [0, 3],
    [120, 10],
  ])
  expect((await values('Minimum'))[0]).toEqual([0, 1])
  expect((await values('Maximum'))[0]).toEqual([0, 6])
  expect(await values('Sum', { Period: 300 })).toEqual([[0, 22]])
})

test('a unit tells data apart where one is asked for', async () => {
  const { put, values } = testCloudWatch()
  put([1], { unit: 'Seconds' })
  put([5], { unit: 'Count' })
  expect(await values('Sum')).toEqual([[0, 6]])
  expect(await values('Sum', { Unit: 'Seconds' })).toEqual([[0, 1]])
})

test('data of seconds can be read by seconds for three hours, and by minutes after', async () => {
  const { put, values, context } = testCloudWatch()
  put([1], { resolution: 1, timestamp: START + 1_000 })
  put([2], { resolution: 1, timestamp: START + 31_000 })
  expect(await values('Sum', { Period: 1 })).toEqual([
    [1, 1],
    [31, 2],
  ])
  expect(await values('Sum', { Period: 30 })).toEqual([
    [0, 1],
    [30, 2],
  ])
  context.clock.advance(4 * 3_600_000)
  put([9], { name: 'Other' })
  expect(await values('Sum', { Period: 30 })).toEqual([[0, 3]])
})

test('data of a minute is gone after 15 days, with its metric', async () => {
  const { put, values, call, context } = testCloudWatch()
  put([1])
  expect(await values('Sum')).toEqual([[0, 1]])
  context.clock.advance(14 * 86_400_000)
  put([1], { name: 'Other' })
  expect(await values('Sum')).toEqual([[0, 1]])
  context.clock.advance(86_400_000 + 60_000)
  put([1], { name: 'Other' })
  expect(await values('Sum')).toEqual([])
  expect((await call('ListMetrics', {})).Metrics).toMatchObject([{ MetricName: 'Other' }])
})

test('a datum of more than two weeks ago, or of the day after, is not taken', async () => {
  const { put, values } = testCloudWatch()
  put([1], { timestamp: START - 15 * 86_400_000 })
  put([1], { timestamp: START + 3 * 3_600_000 })
  expect(await values('Sum', { minutes: 600 })).toEqual([])
})

test('metrics are listed by namespace, name, dimensions and recent data', async () => {
  const { put, call, context } = testCloudWatch()
  put([1], { dimensions: { service: 'orders', tier: 'basic' } })
  put([1], { dimensions: { tier: 'basic', service: 'orders' } })
  context.clock.advance(4 * 3_600_000)
  put([1], { dimensions: { service: 'users' }, name: 'Errors' })
  const names = async (input: object) =>
    (await call('ListMetrics', input)).Metrics.map(({ MetricName }: { MetricName: string }) => MetricName)
  expect(await names({})).toEqual(['Errors', 'Latency'])
  expect(await names({ Namespace: 'Other' })).toEqual([])
  expect(await names({ MetricName: 'Errors' })).toEqual(['Errors'])
  expect(await names({ Dimensions: [{ Name: 'tier' }] })).toEqual(['Latency'])
  expect(await names({ Dimensions: [{ Name: 'service', Value: 'users' }] })).toEqual(['Errors'])
  expect(await names({ RecentlyActive: 'PT3H' })).toEqual(['Errors'])
})

test('what was written in a tick is there after a kill, and is counted on', async () => {
  const first = testCloudWatch()
  first.put([1, 2])
  await new Promise((resolve) => setImmediate(resolve))
  // Nothing is closed: the next one opens what is on the disk.
  first.context.database.close()
  const second = testCloudWatch(first.context.dataDir)
  second.put([3])
  expect(await second.values('SampleCount')).toEqual([[0, 3]])
  expect(await second.values('p100')).toEqual([[0, 3]])
})
