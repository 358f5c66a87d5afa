import fc from 'fast-check'
import { expect, test } from 'vitest'
import { attribute } from '../attribute.ts'
import { formatDecimal, parseDecimal } from '../decimal.ts'
import { BadRow } from '../files/parse-object.ts'
import { bills, usages } from '../properties/inputs.ts'
import { linesOf, plain, usageOf } from '../properties/run.ts'
import { usageOfRows } from './usage-of-rows.ts'

test('rows of a query count as lines of a file do', async () => {
  await fc.assert(
    fc.asyncProperty(bills, usages, async (bill, usage) => {
      const lines = await linesOf(bill)
      const fromRows = attribute([...lines], usageOfRows(usage as never, lines))
      expect(plain(fromRows)).toEqual(plain(attribute([...lines], await usageOf(usage, lines))))
    }),
    { numRuns: 50 },
  )
})

const row = (id: string, ddbReadUnits: string) => ({
  id,
  source: 'hours',
  subject: 'acme',
  time: '2026-01-01T10:00:00Z',
  usage: { ddbReadUnits },
})

test('a row that is wrong, or contradicts another, is named', () => {
  expect(() => usageOfRows([row('a', '1'), row('b', '-1')], [])).toThrow(
    new BadRow(
      'row 2: usage.ddbReadUnits must be a decimal of at least 0, in quotes, of at most 18 digits before the point and 30 after it, not "-1"',
    ),
  )
  expect(() => usageOfRows([row('a', '1'), row('a', '2')], [])).toThrow(
    new BadRow('row 2: another record with the same source and id says something else'),
  )
  usageOfRows([row('a', '1'), row('a', '1')], [])
})

test.each(['0', '0.5', '12', '-3.25', '100.001', '-0.000000000001'])('%s is written as it was read', (text) => {
  expect(formatDecimal(parseDecimal(text) ?? { digits: 9n, scale: 0 })).toBe(text)
})
test.each([
  ['1.500', '1.5'],
  ['20.0', '20'],
])('%s is written as %s', (text, written) => {
  expect(formatDecimal(parseDecimal(text) ?? { digits: 9n, scale: 0 })).toBe(written)
})
