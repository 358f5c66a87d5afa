import { testDynamo } from '@tenantry/tests/support/dynamodb.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { meterUnits } from './consumed-units.ts'
import { itemBytes } from './item-size.ts'
import { table } from './table.ts'

test('no item is larger than it was taken for: what DynamoDB charges for it is never more than the size says', async () => {
  const client = await testDynamo('lists')
  const items = table(client, 'lists')
  const value = fc.oneof(
    fc.string({ maxLength: 3_000 }),
    fc
      .double({ noDefaultInfinity: true, noNaN: true, min: -1e15, max: 1e15 })
      .filter((n) => n === 0 || Math.abs(n) > 1e-30),
    fc.boolean(),
    fc.constant(null),
    fc.array(fc.record({ name: fc.string(), count: fc.integer() }), { maxLength: 30 }),
  )
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.stringMatching(/^[a-z]{1,9}$/), value, { maxKeys: 8 }), async (attributes) => {
      const item = { ...attributes, id: 'one' }
      const { units } = await meterUnits(async () => {
        await items.delete({ id: 'one' })
        await items.put(item)
      })
      const { units: deleting } = await meterUnits(() => items.delete({ id: 'one' }))
      expect(units.write - 1).toBeLessThanOrEqual(Math.ceil(itemBytes(item) / 1024))
      expect(deleting.write).toBeLessThanOrEqual(Math.ceil(itemBytes(item) / 1024))
    }),
  )
})
