import { expect, test } from 'vitest'
import { readEmf } from './read-emf.ts'

const directive = (more: object = {}) => ({
  Namespace: 'Shop',
  Dimensions: [['service']],
  Metrics: [{ Name: 'Latency', Unit: 'Milliseconds' }],
  ...more,
})
const line = (directives: object[] = [directive()], members: object = {}) =>
  JSON.stringify({
    _aws: { Timestamp: 1_767_225_600_000, CloudWatchMetrics: directives },
    service: 'orders',
    tier: 'basic',
    Latency: 12.5,
    ...members,
  })

test('a document gives a datum for each metric and dimension set', () => {
  const Metrics = [{ Name: 'Latency', Unit: 'Milliseconds' }, { Name: 'Errors' }]
  const given = line([directive({ Dimensions: [['service', 'tier'], []], Metrics })], { Errors: [0, 1, 1] })
  const common = { namespace: 'Shop', timestamp: 1_767_225_600_000, resolution: 60 }
  const latency = { ...common, name: 'Latency', unit: 'Milliseconds', values: [12.5] }
  const errors = { ...common, name: 'Errors', unit: 'None', values: [0, 1, 1] }
  expect(readEmf(given)).toEqual([
    { ...latency, dimensions: { service: 'orders', tier: 'basic' } },
    { ...errors, dimensions: { service: 'orders', tier: 'basic' } },
    { ...latency, dimensions: {} },
    { ...errors, dimensions: {} },
  ])
})

test('several directives, fine resolution, unknown members and what Lambda writes before are taken', () => {
  const fine = directive({
    Namespace: 'Fine',
    Metrics: [{ Name: 'Latency', StorageResolution: 1, More: 1 }],
    Extra: true,
  })
  expect(readEmf(`2026-01-01T00:00:00.000Z\tid\tINFO\t${line([directive(), fine])}`)).toMatchObject([
    { namespace: 'Shop', resolution: 60 },
    { namespace: 'Fine', resolution: 1 },
  ])
})

test.each<[string, string]>([
  ['no JSON', `${line()}}`],
  ['no object', '["CloudWatchMetrics"]'],
  ['no time', JSON.stringify({ _aws: { CloudWatchMetrics: [directive()] }, service: 'a', Latency: 1 })],
  ['no namespace', line([directive({ Namespace: '' })])],
  ['no dimension set', line([directive({ Dimensions: [] })])],
  ['a dimension that is not there', line([directive({ Dimensions: [['gone']] })])],
  ['a dimension that is inherited', line([directive({ Dimensions: [['constructor']] })])],
  ['a dimension that is no text', line([directive()], { service: 1 })],
  ['an empty dimension', line([directive()], { service: '' })],
  ['a metric that is not there', line([directive({ Metrics: [{ Name: 'Gone' }] })])],
  ['a metric that is no number', line([directive()], { Latency: '12' })],
  ['a nested metric', line([directive({ Metrics: [{ Name: 'a.b' }] })], { a: { b: 1 } })],
  ['an array with something else', line([directive()], { Latency: [1, null] })],
  ['more than 100 values', line([directive()], { Latency: Array(101).fill(1) })],
  ['more than 100 metrics', line([directive({ Metrics: Array(101).fill({ Name: 'Latency' }) })])],
  ['more than 30 dimensions', line([directive({ Dimensions: [Array(31).fill('service')] })])],
  ['a unit that there is not', line([directive({ Metrics: [{ Name: 'Latency', Unit: 'Parsecs' }] })])],
  ['a resolution that there is not', line([directive({ Metrics: [{ Name: 'Latency', StorageResolution: 5 }] })])],
  ['one bad metric among good ones', line([directive(), directive({ Metrics: [{ Name: 'Gone' }] })])],
])('an invalid document is ignored as a whole: %s', (_, given) => {
  expect(readEmf(given)).toEqual([])
})

test('a full dimension set and array are taken', () => {
  const members = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`d${i}`, 'x']))
  const given = line([directive({ Dimensions: [Object.keys(members)] })], { ...members, Latency: Array(100).fill(1) })
  expect(readEmf(given)[0]?.values).toHaveLength(100)
})
