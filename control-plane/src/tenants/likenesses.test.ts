import { TenantName } from '@tenantry/contracts/control-plane-api/tenant-name-schemas.ts'
import fc from 'fast-check'
import skeleton from 'unhomoglyph'
import confusables from 'unhomoglyph/data.json' with { type: 'json' }
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { likenessesOf } from './likenesses.ts'

const isOneName = (one: string, other: string): boolean => {
  const others = new Set(likenessesOf(other))
  return likenessesOf(one).some((likeness) => others.has(likeness))
}
const accepted = (name: string) => z.safeParse(TenantName, name).success
const anyName = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).filter(accepted)

/** Letters by what UTS #39 says they look like. Composed ones are never compared as such. */
const lookAlikes = Map.groupBy(
  Object.keys(confusables).filter((letter) => letter.normalize('NFD') === letter && accepted(`a${letter}`)),
  (letter) => skeleton(letter),
)
const pair = fc
  .constantFrom(...lookAlikes.values())
  .chain((letters) => fc.tuple(fc.constantFrom(...letters), fc.constantFrom(...letters)))

describe('the likenesses of a name', () => {
  it.each([
    ['Acme', 'Асме', 'Cyrillic'],
    ['Acme', 'асме', 'small Cyrillic'],
    ['ACME', 'ΑСΜΕ', 'Greek and Cyrillic capitals'],
    ['Acme', 'Ａｃｍｅ', 'full width'],
    ['Acme', '𝐀𝒄𝔪𝚎', 'mathematical letters'],
    ['Acme', 'Ⓐⓒⓜⓔ', 'circles'],
    ['Acme', '🅐🅒🅜🅔', 'black circles'],
    ['Acme', '🇦🇨🇲🇪', 'flags'],
    ['Acme', 'ᴀᴄᴍᴇ', 'small capitals'],
    ['Acme', 'Ꭺcme', 'Cherokee'],
    ['Acme', 'Acrne', 'two letters for one'],
    ['Acme Inc', 'Acme lnc', 'l for I'],
    ['Acme Inc', 'acme 1nc', '1 for I'],
    ['acme inc', 'ACME LNC', 'L for i, by way of their other case'],
    ['Book Shop', 'B00k Sh0p', '0 for o'],
    ['Nova', 'Νova', 'a Greek capital'],
    ['nova', 'ΝΟVA', 'Greek capitals'],
    ['Москва', 'Mockba', 'Latin for Russian'],
    ['می\u200cخواهم', 'میخواهم', 'no joiner'],
  ])('are shared by %s and %s: %s', (one, other) => {
    expect(isOneName(one, other)).toBe(true)
  })

  it.each([
    ['Acme', 'Acne'],
    ['Acme', 'Acmé'],
    ['Nova', 'Vova'],
    ['Hob', 'Nov'],
    ['Acme Corp', 'AcmeCorp'],
    ['北京', '東京'],
    ['Москва', 'Минск'],
    ['Αθήνα', 'Αθηνά'],
    ['מים', 'מי'],
  ])('are not shared by %s and %s', (one, other) => {
    expect(isOneName(one, other)).toBe(false)
  })

  it('are shared by names that differ in letters which UTS #39 calls confusable, in whatever case', () => {
    fc.assert(
      fc.property(anyName, pair, anyName, (before, [one, other], after) => {
        const [name, copy] = [`${before} ${one} ${after}`, `${before} ${other} ${after}`]
        expect(isOneName(name, copy)).toBe(true)
      }),
    )
  })

  it('are shared by a name and its small letters, its capitals and its other forms of Unicode', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        for (const form of [name.toUpperCase(), name.toLowerCase(), name.normalize('NFKC'), name.normalize('NFD')])
          expect(isOneName(name, form)).toBe(true)
      }),
    )
  })

  it('are at most four keys of a fixed length', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        const keys = likenessesOf(name)
        expect(keys.length).toBeGreaterThan(0)
        expect(keys.length).toBeLessThanOrEqual(4)
        for (const key of keys) expect(key).toMatch(/^[\w-]{43}$/)
      }),
    )
  })
})
