import { refuseChanges } from '@tenantry/cli/released/refuse-changes.ts'
import { releasedTables, tablesOf } from '@tenantry/cli/released/released-tables.ts'
import { assembly } from '@tenantry/cli/system/assembly.ts'
import { expect, test } from 'vitest'

test('a deployment of the last release can be updated to these templates in place, with all its data', async () => {
  const { directory } = await assembly()
  const tables = tablesOf(directory)
  expect(Object.keys(tables).length).toBeGreaterThan(5)
  expect(refuseChanges(releasedTables(), tables)).toEqual([])
})
