import { TenantName } from '@tenantry/contracts/control-plane-api/tenant-name-schemas.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { nameKey } from './tenant-name.ts'

const accepted = (name: string) => z.safeParse(TenantName, name).success
/** Of the planes that have any. */
function* everyCharacter() {
  for (const [first, last] of [
    [0, 0x3ffff],
    [0xe0000, 0xe0fff],
  ] as const)
    for (let point = first; point <= last; point++) yield String.fromCodePoint(point)
}
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
    ['می\u200cخواهم', 'میخواهم'],
    ['☎', '☎\ufe0f'],
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
    ['a grapheme joiner', 'Ac\u034fme'],
    ['a variation selector on a letter', 'Ac\ufe0fme'],
    ['a selector of ideographs', '葛\u{e0100}城'],
    ['a second selector on a picture', '☎\ufe0f\ufe0f Acme'],
    ['a tag', 'Acme\u{e0041}'],
    ['a Hangul filler', 'Ac\u3164me'],
    ['another Hangul filler', '\u115f\u1160'],
    ['a Khmer vowel that is not shown', 'Ac\u17b4me'],
    ['a joiner between Latin letters', 'Ac\u200dme'],
    ['a non-joiner between digits', '1\u200c2'],
    ['a joiner at the end', 'Acme 👩\u200d'],
    ['two joiners', '👩\u200d\u200d🚀'],
    ['a blank in braille', '\u2800\u2800'],
    ['a blank between letters', 'Ac\u2800me'],
    ['a place for an object', 'Acme\ufffc'],
    ['a private character', 'Ac\ue000me'],
    ['a character that Unicode has not assigned', 'Ac\u0378me'],
    ['a left-to-right mark', 'Acme\u200e'],
    ['half an emoji', 'Ac\ud83dme'],
    ['only joiners', '\u200d\u200d'],
    ['only spaces of many kinds', '\u3000\u00a0\u2003'],
    ['only an accent', '\u0301'],
  ])('is refused with %s', (_, name) => {
    expect(accepted(name)).toBe(false)
  })

  it.each([
    ['Russian', 'Москва'],
    ['Greek', 'Αθήνα'],
    ['Chinese', '北京烤鸭'],
    ['Japanese', '株式会社 あいう'],
    ['Korean', '서울 커피'],
    ['Arabic', 'مقهى القاهرة'],
    ['Hebrew', 'בית קפה'],
    ['Persian with a non-joiner', 'می\u200cخواهم'],
    ['Hindi with a joiner', 'क्\u200dष'],
    ['Sinhala with a joiner', 'ශ්\u200dරී'],
    ['a family', '👨\u200d👩\u200d👧'],
    ['a picture in colour, joined', 'Pride 🏳\ufe0f\u200d🌈'],
    ['a keycap', '1\ufe0f\u20e3 Cab'],
    ['a sign as text', 'Acme ☎\ufe0e'],
    ['a skin tone, joined', '👩🏽\u200d🚀'],
  ])('may be %s', (_, name) => {
    expect(z.safeParse(TenantName, name).error).toBeUndefined()
  })

  it('has no character that Unicode ignores or does not show, whichever it is', () => {
    const unseen = [...everyCharacter()].filter((character) =>
      /\p{Default_Ignorable_Code_Point}|\p{C}/u.test(character),
    )
    expect(unseen.length).toBeGreaterThan(100_000)
    expect(unseen.filter((character) => accepted(`Ac${character}me`))).toEqual([])
  })

  it('is refused with the character that does not fit, and where it is', () => {
    const refusal = (name: string) => z.safeParse(TenantName, name).error?.issues[0]?.message
    expect(refusal('😀 Ac\u034fme')).toMatch(/character 5 is U\+034F$/)
    expect(refusal('Acme\u{e0041}')).toMatch(/character 5 is U\+E0041$/)
  })
})
