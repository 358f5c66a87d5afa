import { expect, test } from 'vitest'
import { testContext } from '../logs/logs-fixture.ts'
import { billMeter } from './meter.ts'
import { HOUR_MS } from './month.ts'
import { usageStore } from './stores/usage-store.ts'

function testMeter(dataDir?: string) {
  const context = testContext(dataDir)
  const usage = usageStore(context)
  const tags: Record<string, Record<string, string>> = {}
  const billing = billMeter({ context, usage, tagsOf: (resource) => tags[resource] ?? {} })
  return { ...billing, context, tags, uses: () => usage.between(0, Number.MAX_SAFE_INTEGER) }
}

test('what is used is added up by hour, item and resource, and stored within a second', () => {
  const { meter, context, uses } = testMeter()
  const at = context.clock.now()
  for (const amount of [1, 0.5]) meter.add({ item: 'dynamodbReadUnits', resource: 'table', amount })
  meter.add({ item: 'dynamodbReadUnits', resource: 'other', amount: 2 })
  meter.add({ item: 'dynamodbReadUnits', resource: 'table', amount: 4, at: at + HOUR_MS })
  meter.add({ item: 'dynamodbWriteUnits', resource: 'table', amount: 0 })
  expect(uses()).toEqual([])
  context.clock.advance(999)
  expect(uses().map(({ hour, item, resource, amount }) => [hour - at, item, resource, amount])).toEqual([
    [0, 'dynamodbReadUnits', 'other', 2],
    [0, 'dynamodbReadUnits', 'table', 1.5],
    [HOUR_MS, 'dynamodbReadUnits', 'table', 4],
  ])
})

test('what stands there counts once an hour, as much as it was at most, also after a restart', () => {
  const first = testMeter()
  for (const amount of [3, 7, 5]) first.meter.stand({ item: 's3Storage', resource: 'bucket', amount })
  first.flush()
  first.context.database.close()
  const second = testMeter(first.context.dataDir)
  second.setChanged(false)
  second.meter.stand({ item: 's3Storage', resource: 'bucket', amount: 7 })
  expect(second.hasChanged()).toBe(false)
  second.meter.stand({ item: 's3Storage', resource: 'bucket', amount: 8 })
  expect(second.hasChanged()).toBe(true)
  expect(second.uses().map(({ amount }) => amount)).toEqual([8])
})

test('a resource that is gone keeps the tags that it had when it was used', () => {
  const { meter, tags, flush, uses } = testMeter()
  tags.queue = { TenantId: 'acme' }
  meter.add({ item: 'sqsRequests', resource: 'queue', amount: 1 })
  flush()
  delete tags.queue
  meter.add({ item: 'sqsRequests', resource: 'queue', amount: 1 })
  flush()
  expect(uses()).toMatchObject([{ amount: 2, tags: { TenantId: 'acme' } }])
})
