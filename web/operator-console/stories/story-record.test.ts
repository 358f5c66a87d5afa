import { expect, test } from 'vitest'
import { type Line, recordsOf, spanOf } from './story-record.ts'

const line = (ms: number, fields: Line['fields']): Line => ({
  time: new Date(Date.UTC(2026, 2, 1, 10, 5, 0, ms)).toISOString(),
  function: 'things',
  level: 'INFO',
  message: 'done',
  fields,
})
const USAGE = {
  operation: 'getThing',
  status: 200,
  durationMs: 12.5,
  readUnits: 0.5,
  writeUnits: 0,
  bytesIn: 0,
}

test('usage lines are the records of a story; a line that has some of their fields is none', () => {
  const records = recordsOf([line(0, {}), line(5, USAGE), line(7, { operation: 'getThing', status: 500 })])
  expect(records).toEqual([
    {
      operation: 'getThing',
      status: 200,
      durationMs: 12.5,
      readUnits: 0.5,
      writeUnits: 0,
      time: '2026-03-01T10:05:00.005Z',
      function: 'things',
    },
  ])
})

test('a story begins with its first work, or its first line, in whatever order they stand', () => {
  const lines = [line(40, {}), line(20, {}), line(25, USAGE)]
  expect(spanOf(lines)).toEqual({ begin: '2026-03-01T10:05:00.012Z', ms: 28 })
  expect(spanOf(lines.slice(0, 2))).toEqual({ begin: '2026-03-01T10:05:00.020Z', ms: 20 })
  expect(spanOf([])).toBeNull()
})
