import { expect, test } from 'vitest'
import { system } from './system.ts'

test('random text has the length and the letters that were asked for, each about as often', () => {
  const text = system.random(30_000, 'abc')
  expect(text).toMatch(/^[abc]{30000}$/)
  for (const letter of 'abc') expect(Math.abs(text.split(letter).length - 10_001)).toBeLessThan(500)
})
