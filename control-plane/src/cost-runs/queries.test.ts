import { TrinoSQL } from 'dt-sql-parser/dist/parser/trino/index.js'
import { expect, test } from 'vitest'
import { billQuery, looksQuery, usageQuery } from './queries.ts'

const HOUR = Date.UTC(2026, 10, 29, 10)

// That they run on DuckDB is what the tests of runs show.
test.each([
  ['what days of a bill look like', looksQuery(['2026-10', '2026-11'])],
  ['the lines of a day', billQuery('2026-11-29')],
  ['the lines of a month that last longer', billQuery('2026-11')],
  ['usage of hours', usageQuery({ from: HOUR, to: HOUR + 3_600_000 })],
])('the query for %s is what Trino, so Athena, understands, and never divides', (_, query) => {
  const trino = new TrinoSQL()
  expect(trino.validate(query)).toEqual([])
  expect(trino.validate(`${query} ::`)).not.toEqual([])
  // Paths of hours are the only texts with a slash.
  expect(query.replaceAll(/'[^']*'/g, '')).not.toMatch(/[/%+]|\bmod\b|\bavg\b|\bround\b/i)
})
