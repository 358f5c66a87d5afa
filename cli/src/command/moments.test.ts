import { describe, expect, test } from 'vitest'
import { BadUsage } from './declare-command.ts'
import { readLength, readMoment } from './moments.ts'

const NOW = Date.parse('2026-11-29T10:30:00.000Z')
const read = (text: string) => readMoment('from', text, NOW)

describe('a moment', () => {
  test.each([
    ['30m', '2026-11-29T10:00:00.000Z'],
    ['2d', '2026-11-27T10:30:00.000Z'],
    ['10:05', '2026-11-29T10:05:00.000Z'],
    ['10:30', '2026-11-29T10:30:00.000Z'],
    // Later today is not yet: it was yesterday.
    ['23:59:30', '2026-11-28T23:59:30.000Z'],
    ['2026-11-01', '2026-11-01T00:00:00.000Z'],
    ['2026-11-29T10:05Z', '2026-11-29T10:05:00.000Z'],
    ['2026-11-29T10:05:07.5+02:00', '2026-11-29T08:05:07.500Z'],
  ])('%s is %s', (text, moment) => expect(read(text)).toBe(moment))

  test.each(['', '10', 'now', '24:61', '10:5', '2026-02-30', '2026-13-01', '2026-11-29T10:05', '-5m', '1 h', '1e3s'])(
    '"%s" is refused with what to write',
    (text) => {
      expect(() => read(text)).toThrow(BadUsage)
      expect(() => read(text)).toThrow(/--from .* is no moment: write 10:05 \(UTC\)/)
    },
  )
})

test('a length is a number and a unit', () => {
  expect(['90s', '15m', '2h', '7d'].map(readLength)).toEqual([90_000, 900_000, 7_200_000, 604_800_000])
  expect(['', '15', 'm', '1.5h', '15 m', '1w'].map(readLength)).toEqual(Array(6).fill(undefined))
})
