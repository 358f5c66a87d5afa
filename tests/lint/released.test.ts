import { refuseChanges } from '@tenantry/cli/released/refuse-changes.ts'
import { releasedTables, tablesOf } from '@tenantry/cli/released/released-tables.ts'
import type { TableDigest } from '@tenantry/cli/released/table-digest.ts'
import { assembly } from '@tenantry/cli/system/assembly.ts'
import { expect, test } from 'vitest'

test('a deployment of the last release can be updated to these templates in place, with all its data', async () => {
  const { directory } = await assembly()
  const tables = tablesOf(directory)
  expect(Object.keys(tables).length).toBeGreaterThan(5)
  expect(refuseChanges(releasedTables(), tables)).toEqual([])
})

const released = releasedTables()
const anIndex = 'shardId:S, other:S with ALL'

test.each(Object.keys(released))('%s: a change that CloudFormation cannot do in place is refused', (id) => {
  const refuse = (change: (table: TableDigest) => object) => {
    const table = released[id]
    if (!table) throw new Error(`${id} is not released`)
    return refuseChanges(released, { ...released, [id]: { ...table, ...change(table) } })
  }
  const names = new RegExp(`^${id} `)
  expect(refuse(() => ({}))).toEqual([])
  expect(refuse(({ keys }) => ({ keys: `${keys}, more:S` }))).toEqual([expect.stringMatching(names)])
  expect(refuse(() => ({ name: '"mine"' }))).toEqual([expect.stringMatching(names)])
  expect(refuse(() => ({ local: { local: anIndex } }))).toEqual([expect.stringMatching(names)])
  expect(refuse(({ global }) => ({ global: { ...global, one: anIndex } }))).toEqual([])
  expect(refuse(({ global }) => ({ global: { ...global, one: anIndex, two: anIndex } }))).toEqual([
    expect.stringMatching(names),
  ])
  for (const index of Object.keys(released[id]?.global ?? {})) {
    expect(refuse(({ global }) => ({ global: { ...global, [index]: anIndex } }))).toEqual([
      expect.stringMatching(new RegExp(`${names.source}changes its index ${index} `)),
    ])
  }
  const { [id]: _, ...others } = released
  expect(refuseChanges(released, others)).toEqual([expect.stringMatching(new RegExp(`${names.source}is gone`))])
})

test('the last release knows the tables of both planes', () => {
  const stacks = new Set(Object.keys(released).map((id) => id.slice(0, id.indexOf('/'))))
  expect([...stacks].sort()).toEqual(['AppPlane', 'ControlPlane'])
})
