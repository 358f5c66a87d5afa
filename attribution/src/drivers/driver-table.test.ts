import { expect, test } from 'vitest'
import { DriverTable } from './driver-table.ts'

const table = new DriverTable()

test.each([
  ['AmazonDynamoDB', 'ReadRequestUnits', 'ddbReadUnits', 1n],
  ['AmazonDynamoDB', 'USW2-ReadCapacityUnit-Hrs', 'ddbReadUnits', 3600n],
  ['AmazonDynamoDB', 'EU-WriteRequestUnits', 'ddbWriteUnits', 1n],
  ['AmazonDynamoDB', 'APN1-IA-WriteCapacityUnit-Hrs', 'ddbWriteUnits', 3600n],
  ['AmazonDynamoDB', 'TimedStorage-ByteHrs', 'ddbStorageByteHours', 2n ** 30n],
  ['AWSLambda', 'USE2-Lambda-GB-Second-ARM', 'lambdaMbMs', 1024n * 1000n],
  ['AWS Lambda', 'Request', 'lambdaInvocations', 1n],
  ['AmazonApiGateway', 'USW2-ApiGatewayRequest', 'apiRequests', 1n],
  ['Amazon API Gateway', 'ApiGatewayHttpRequest', 'apiRequests', 1n],
  ['AmazonCloudWatch', 'USW2-DataProcessing-Bytes', 'logBytes', 2n ** 30n],
  ['AWSXRay', 'USE1-XRay-TracesStored', 'xrayTraces', 1n],
])('%s %s is shared by %s', (service, usageType, metric, factor) => {
  expect(table.find(service, usageType)).toMatchObject({
    metric,
    unit: { factor, isPerMonth: metric === 'ddbStorageByteHours' },
  })
})

test('capacity beside what is metered says only how shares are', () => {
  expect(table.find('AWSLambda', 'Lambda-Provisioned-Concurrency')).toMatchObject({ metric: 'lambdaMbMs', unit: null })
})

test('what is not in the table has no driver', () => {
  for (const [service, usageType] of [
    ['AWSLambda', 'USW2-USE1-AWS-Out-Bytes'],
    ['AmazonS3', 'Requests-Tier1'],
    ['AWSLambda', ''],
    ['AWSLambda', 'XX-Request'],
  ] as const) {
    expect(table.find(service, usageType)).toBeUndefined()
  }
})

test('rows of one’s own come before the built-in ones, with the built-in units and others', () => {
  const own = new DriverTable({
    comment: 'unknown fields are ignored',
    units: { million: { factor: 1000000 } },
    drivers: [
      { service: 'AmazonS3', usageType: 'Requests-Tier1', metric: 'apiRequests', unit: 'million', why: 'x' },
      { service: 'AWSLambda', usageType: 'Request', metric: null },
      { service: 'AWSXRay', usageType: 'XRay-TracesStored', metric: 'logBytes', unit: 'GB' },
    ],
  })
  expect(own.find('AmazonS3', 'EU-Requests-Tier1')).toMatchObject({
    metric: 'apiRequests',
    unit: { factor: 1_000_000n },
  })
  expect(own.find('AWSLambda', 'USW2-Request')).toMatchObject({ metric: null })
  expect(own.find('AWSXRay', 'XRay-TracesStored')).toMatchObject({ metric: 'logBytes', unit: { factor: 2n ** 30n } })
  expect(own.find('AWSLambda', 'Lambda-GB-Second')).toEqual(table.find('AWSLambda', 'Lambda-GB-Second'))
})

test.each([
  [[], 'the driver table is not an object'],
  [{}, 'no list named drivers'],
  [{ drivers: [{ service: 'a', usageType: 'b', metric: 'money' }] }, 'drivers[0]: metric must be null or one of'],
  [
    { drivers: [{ service: 'a', usageType: 'b', metric: null, unit: 'mile' }] },
    'drivers[0]: unit must be null or one of count, GB',
  ],
  [{ drivers: [{ service: 'a', metric: null }] }, 'drivers[0]: usageType is missing'],
  [{ drivers: [], units: { half: { factor: 0.5 } } }, 'units.half.factor is not a whole number'],
  [{ drivers: [], units: { day: { factor: 1, times: 'days' } } }, 'units.day.times may only be'],
])('%o is refused', (own, what) => {
  expect(() => new DriverTable(own)).toThrow(what)
})
