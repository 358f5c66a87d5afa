import { expect, test } from 'vitest'
import { type Column, formatTable } from './format-table.ts'

interface Row {
  id: string
  name: string
  count: number | null
}
const COLUMNS: Column<Row>[] = [
  { title: 'ID', value: ({ id }) => id },
  { title: 'NAME', value: ({ name }) => name, elastic: true },
  { title: 'COUNT', value: ({ count }) => count },
]

test('columns line up below their titles, numbers at the right', () => {
  const rows = [
    { id: 'a1', name: 'Acme', count: 12_345 },
    { id: 'b22', name: 'Globex', count: null },
  ]
  expect(formatTable(COLUMNS, rows, 80)).toBe(
    ['ID   NAME     COUNT', 'a1   Acme    12,345', 'b22  Globex       -'].join('\n'),
  )
})

test('no line is wider than it may be: elastic columns give way, ids stay whole', () => {
  const rows = [{ id: 'abcdefghijkl', name: 'A name that goes on and on '.repeat(9), count: 7 }]
  const lines = formatTable(COLUMNS, rows, 80).split('\n')
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(80)
  expect(lines[1]).toMatch(/^abcdefghijkl {2}A name .*… {6}7$/)
})

test('ids are shown whole even where they are too long for the line', () => {
  const id = 'x'.repeat(100)
  expect(formatTable(COLUMNS, [{ id, name: 'Acme', count: 1 }], 80)).toContain(id)
})

test('what a tenant wrote cannot steer the terminal or break the line', () => {
  const table = formatTable(COLUMNS, [{ id: 'a', name: '\u001b[2Jgone\nby\u009b1m', count: 0 }], 80)
  expect(table).toContain('\\x1b[2Jgone\\x0aby\\x9b1m')
  expect(table.split('\n')).toHaveLength(2)
})
