import { expect, test } from 'vitest'
import { type Segment, traceRows } from './trace-rows.ts'

const segment = (id: string, parentId: string | null, startMs: number, endMs: number): Segment => ({
  id,
  parentId,
  name: id,
  startMs,
  endMs,
  error: false,
  fault: false,
})

test('each segment is followed by what lies within it, the earlier first, with its place in the whole', () => {
  const rows = traceRows([
    segment('worker', 'events', 60, 100),
    segment('table', 'function', 30, 40),
    segment('gateway', null, 0, 50),
    segment('events', 'function', 20, 30),
    segment('function', 'gateway', 10, 50),
  ])
  expect(rows.map(({ segment: { id }, depth }) => `${id} ${depth}`)).toEqual([
    'gateway 0',
    'function 1',
    'events 2',
    'worker 3',
    'table 2',
  ])
  expect(rows[3]).toMatchObject({ begin: 0.6, length: 0.4 })
})

test('a segment whose parent was not sampled stands at the top, and one without a length is shown', () => {
  const rows = traceRows([segment('orphan', 'lost', 5, 5)])
  expect(rows).toMatchObject([{ depth: 0, begin: 0, length: 0 }])
  expect(traceRows([])).toEqual([])
})
