import { TrinoSQL } from 'dt-sql-parser/dist/parser/trino/index.js'
import { expect, test } from 'vitest'
import { FORMATS } from './formats.ts'

// That they run on DuckDB is what the tests of reading reports show.
test.each(FORMATS)(
  'the query for $name is what Trino, so Athena, understands',
  ({ query, table, required, optional }) => {
    const trino = new TrinoSQL()
    expect(trino.validate(query)).toEqual([])
    expect(trino.validate(`${query} ::`)).not.toEqual([])
    // Division is what engines do differently.
    expect(query).not.toMatch(/[/%*+]|\bmod\b|\bsum\b|\bavg\b|\bround\b/i)
    const words = new Set(query.toLowerCase().match(/\w+/g))
    expect([table, ...required, ...optional].filter((column) => !words.has(column))).toEqual([])
  },
)
