import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDecimals, compareDecimals, formatDecimal, parseDecimal } from './decimal.ts'
import { encodeKey } from './key-encoding.ts'

const decimal = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 38n - 1n }), fc.integer({ min: -130, max: 88 }))
  .map(([minus, digits, exponent]) => formatDecimal(parseDecimal(`${minus ? '-' : ''}${digits}e${exponent}`)))

test('the bytes of number keys have the order of the numbers', () => {
  fc.assert(
    fc.property(decimal, decimal, (a, b) => {
      const order = Buffer.compare(encodeKey('N', a), encodeKey('N', b))
      expect(order).toBe(Math.sign(compareDecimals(a, b)))
    }),
    { numRuns: 2000 },
  )
})

test('number keys of any magnitude lie in order', () => {
  const ordered = [
    '-1e125',
    '-10',
    '-9.99',
    '-9.9',
    '-1',
    '-1e-130',
    '0',
    '1e-130',
    '0.1',
    '1',
    '9',
    '10',
    '10.5',
    '1e125',
  ]
  const encoded = ordered.map((number) => encodeKey('N', number))
  expect([...encoded].sort(Buffer.compare)).toEqual(encoded)
})

test('sums of 38 digits are exact', () => {
  expect(addDecimals('12345678901234567890123456789012345678', '-0')).toBe('12345678901234567890123456789012345678')
  expect(addDecimals('0.1', '0.2')).toBe('0.3')
  expect(addDecimals('10000000000000000000000', '1', 'subtract')).toBe('9999999999999999999999')
})

test('a sum that 38 digits cannot hold is refused', () => {
  expect(() => addDecimals('1e50', '1')).toThrow('Number overflow')
  expect(() => addDecimals('9e125', '9e125')).toThrow('Number overflow')
})
