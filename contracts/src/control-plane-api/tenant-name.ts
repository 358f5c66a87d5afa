/**
 * What nobody sees, or what changes how the rest is shown: controls, formats and bidi marks, halves of pairs, private and unassigned
 * characters (`C`), line and paragraph separators, and all that Unicode ignores by default: fillers, selectors, tags.
 */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u

/** Characters that Unicode counts as visible and fonts draw as nothing: braille and Egyptian blanks, a note without a head, a place for an object. */
const BLANK = /[\u2800\u{1d159}\ufffc\u{13441}\u{13442}]/u

/** Scripts whose writing needs joiners between letters. */
const JOINED = [
  ...['Arabic', 'Syriac', 'Nko', 'Mongolian'],
  ...['Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya', 'Tamil', 'Telugu', 'Kannada', 'Malayalam', 'Sinhala'],
  ...['Khmer', 'Myanmar'],
]
const letter = `[${JOINED.map((script) => `\\p{Script=${script}}`).join('')}]`

/** Invisible characters where they have a meaning: https://www.unicode.org/reports/tr51/ and tr31 (layout and format control characters). */
const MEANT = new RegExp(
  [
    // A picture or a keycap as text or in colour.
    String.raw`(?<=\p{Extended_Pictographic})[\ufe0e\ufe0f]`,
    String.raw`(?<=[0-9#*])\ufe0f(?=\u20e3)`,
    // Pictures joined to one.
    String.raw`(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}]\ufe0f?)\u200d(?=\p{Extended_Pictographic})`,
    String.raw`(?<=${letter})[\u200c\u200d](?=${letter})`,
  ].join('|'),
  // Sticky: it is asked about one place.
  'uy',
)

/** What is wrong with the first character that a tenant's name must not have, and where it is; null where there is none. */
export function unfitCharacter(name: string): string | null {
  let index = 0
  let position = 0
  for (const character of name) {
    position++
    const isUnseen = UNSEEN.test(character) && !isMeant(name, index)
    if (isUnseen || BLANK.test(character)) {
      return `must have no control, invisible or blank characters; character ${position} is ${codePoint(character)}`
    }
    index += character.length
  }
  return null
}

function isMeant(name: string, index: number): boolean {
  MEANT.lastIndex = index
  return MEANT.test(name)
}

const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
