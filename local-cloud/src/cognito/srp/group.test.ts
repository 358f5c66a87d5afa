import { expect, test } from 'vitest'
import { modexp, N, pad } from './group.ts'

function slowModexp(base: bigint, exponent: bigint): bigint {
  let [result, square] = [1n, base % N]
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % N
    square = (square * square) % N
  }
  return result
}

test('OpenSSL and long multiplication agree on base^exponent mod N', () => {
  for (const base of [2n, 3n, 5n, N / 3n, N + 7n]) {
    for (const exponent of [3n, 65_537n, 2n ** 255n - 19n])
      expect(modexp(base, exponent)).toBe(slowModexp(base, exponent))
  }
})

test('an integer whose high bit is set is hashed with a leading zero byte', () => {
  expect(pad(0x7fn).toString('hex')).toBe('7f')
  expect(pad(0x80n).toString('hex')).toBe('0080')
  expect(pad(0x123n).toString('hex')).toBe('0123')
})
