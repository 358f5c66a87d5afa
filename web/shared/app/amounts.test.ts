import { expect, test } from 'vitest'
import { countWithShare, durationText, rateText, shareText } from './amounts.ts'

test('durations are read in the unit that suits them, and what was not measured is no zero', () => {
  expect(durationText(null)).toBe('—')
  expect(durationText(0)).toBe('0\u00a0ms')
  expect(durationText(12.345)).toBe('12.3\u00a0ms')
  expect(durationText(1234)).toBe('1.23\u00a0s')
})

test('a share of nothing is none, and none of something needs no share', () => {
  expect(shareText(0, 0)).toBe('—')
  expect(countWithShare(0, 10)).toBe('0')
  expect(countWithShare(3, 200)).toBe('3 (1.5%)')
})

test('what happens seldom is counted by the minute', () => {
  expect(rateText(7200, 3600)).toBe('2 a second')
  expect(rateText(90, 3600)).toBe('1.5 a minute')
  expect(rateText(0, 3600)).toBe('0 a second')
})
