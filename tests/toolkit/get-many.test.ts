import { table } from '@tenantry/toolkit/table.ts'
import { expect, test } from 'vitest'
import { testDynamo } from '../support/dynamodb.ts'

test.each([1, 100, 101, 250])('%d items are read at once, though DynamoDB reads 100 of them', async (count) => {
  const items = table(await testDynamo('directory'), 'directory')
  const keys = Array.from({ length: count }, (_, n) => ({ tenantId: `tenant${n}` }))
  for (const key of keys) await items.put(key)
  const found = await items.getMany(keys)
  expect(found.map(({ tenantId }) => tenantId).toSorted()).toEqual(keys.map(({ tenantId }) => tenantId).toSorted())
})
