import { expect, test } from 'vitest'
import { mailName } from './mail-name.ts'

test.each([
  ['Acme', 'Acme'],
  ["St. Mary's & Sons", "St. Mary's & Sons"],
  ['Ärzte für Kinder', 'Ärzte für Kinder'],
  ['Ben @ Work', 'Ben at Work'],
])('the name %s reads %s in a mail', (name, read) => {
  expect(mailName(name)).toBe(read)
})

/** What mail programs make links of: https://datatracker.ietf.org/doc/html/rfc3986, and what people type without a scheme. */
const LINK = /[a-z][a-z0-9+.-]*:\/\/|www\.\S|\S[.\u3002]\S|\S@\S|mailto:\S/iu

test.each([
  'Win at http://evil.example/now',
  'HTTPS://EVIL.EXAMPLE',
  'www.evil.example',
  'evil.example',
  'evil．example',
  'evil｡example',
  'evil。example',
  'evil․example',
  'me@evil.example',
  'me＠evil．example',
  'mailto:me@evil.example',
  'ftp://10.0.0.1',
  'bit.ly/prize',
])('the name %s makes no link', (name) => {
  expect(LINK.test(name.normalize('NFKC'))).toBe(true)
  expect(mailName(name)).not.toMatch(LINK)
})

test('a name ends no line, turns no text around, and fills no placeholder', () => {
  expect(mailName('Acme\r\nBcc: all\u2028x\u202egpj\u2066{####}\0')).toBe('Acme Bcc: all x(####)'.replace('x', 'xgpj'))
})
