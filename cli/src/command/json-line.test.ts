import { expect, test } from 'vitest'
import { jsonLine } from './json-line.ts'

test('no control character is left in a line, and a program reads what was there', () => {
  const signs = Array.from({ length: 0xa1 }, (_, code) => String.fromCharCode(code)).join('')
  const line = jsonLine({ name: signs })
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what a terminal obeys
  expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/)
  expect(JSON.parse(line)).toEqual({ name: signs })
})
