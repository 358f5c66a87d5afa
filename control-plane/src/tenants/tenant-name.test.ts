import { TenantName } from '@tenantry/contracts/control-plane-api/schemas.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { nameKey } from './tenant-name.ts'

const accepted = (name: string) => z.safeParse(TenantName, name).success
const anyName = fc.string({ unit: 'grapheme', maxLength: 70 }).filter(accepted)

describe('the key of a tenant name', () => {
  it('is the same for a name in any case', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        expect(nameKey(name.toUpperCase())).toBe(nameKey(name))
        expect(nameKey(name.toLowerCase())).toBe(nameKey(name))
      }),
    )
  })

  it('is the same for every single letter of Unicode in any case', () => {
    const different: string[] = []
    for (let point = 0x20; point < 0x20000; point++) {
      if (point >= 0xd800 && point < 0xe000) continue
      const letter = String.fromCodePoint(point)
      const keys = [letter, letter.toUpperCase(), letter.toLowerCase()].map(nameKey)
      if (new Set(keys).size > 1) different.push(`${point.toString(16)} ${letter}`)
    }
    expect(different).toEqual([])
  })

  it('does not change when it is taken of a key', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        expect(nameKey(nameKey(name))).toBe(nameKey(name))
      }),
    )
  })

  it('fits into a DynamoDB partition key of 2,048 bytes', () => {
    const longest = fc.oneof(
      anyName,
      fc.constantFrom('ﷺ', 'ΐ', 'ﬃ', '😀').map((letter) => letter.repeat(64)),
    )
    fc.assert(
      fc.property(longest.filter(accepted), (name) => {
        expect(Buffer.byteLength(`name#${nameKey(name)}`)).toBeLessThanOrEqual(2048)
      }),
    )
  })

  it.each([
    ['Acme', 'ACME'],
    ['Acme', 'Ａｃｍｅ'],
    ['Acme Corp', 'acme   corp'],
    ['Straße', 'STRASSE'],
    ['Café', 'CAFÉ'],
    ['Acme', 'Ac\u200dme'],
    ['ΟΔΟΣ', 'οδος'],
  ])('takes %s and %s for one name', (one, other) => {
    expect(nameKey(one)).toBe(nameKey(other))
  })

  it.each([
    ['Acme', 'Acne'],
    ['Acme', 'Acmé'],
    ['Acme Corp', 'AcmeCorp'],
  ])('takes %s and %s for two', (one, other) => {
    expect(nameKey(one)).not.toBe(nameKey(other))
  })
})

describe('a tenant name', () => {
  it('is trimmed and composed, and may hold spaces, any script and emoji', () => {
    expect(z.parse(TenantName, '  Acme & Söhne ')).toBe('Acme & Söhne')
    expect(z.parse(TenantName, 'Cafe\u0301')).toBe('Café')
    expect(accepted('株式会社 👩‍🚀')).toBe(true)
    expect(accepted('😀'.repeat(64))).toBe(true)
  })

  it.each([
    ['nothing', ''],
    ['only spaces', '   '],
    ['65 characters', 'a'.repeat(65)],
    ['a line break', 'Acme\nCorp'],
    ['a null byte', 'Ac\u0000me'],
    ['a right-to-left override', 'Ac\u202eme'],
    ['a zero-width space', 'Ac\u200bme'],
    ['half an emoji', 'Ac\ud83dme'],
    ['only joiners', '\u200d\u200d'],
  ])('is refused with %s', (_, name) => {
    expect(accepted(name)).toBe(false)
  })
})
