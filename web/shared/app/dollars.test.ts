import { expect, test } from 'vitest'
import { dollarsText, exactDollars, parseDollars, sumOf } from './dollars.ts'

test('an amount is read and written with all of its digits', () => {
  for (const text of ['0.000000000000', '0.000000000001', '-0.250000000000', '12345678901234567890.000000000007'])
    expect(exactDollars(parseDollars(text))).toBe(text)
})

test('a sum has no rounding, where doubles would have some', () => {
  const amounts = ['0.100000000000', '0.200000000000', '1000000000.000000000001'].map(parseDollars)
  expect(exactDollars(sumOf(amounts))).toBe('1000000000.300000000001')
})

test('people read cents, and at least two digits of what is less', () => {
  for (const [amount, text] of [
    ['0.000000000000', '$0.00'],
    ['0.000012345678', '$0.000012'],
    ['-0.000012345678', '-$0.000012'],
    ['0.012000000000', '$0.012'],
    ['0.500000000000', '$0.50'],
    ['0.996000000000', '$1.00'],
    ['1234567.565000000000', '$1,234,567.57'],
    ['12345678901234567890.120000000000', '$12,345,678,901,234,567,890.12'],
  ] as const)
    expect(dollarsText(parseDollars(amount))).toBe(text)
})
