import { createHash } from 'node:crypto'
import confusables from 'unhomoglyph/data.json' with { type: 'json' }
import { foldCase, plainName } from './tenant-name.ts'

/**
 * What a name looks like, as keys: names that have one of them in common would be taken for each other in some spelling. A name can be
 * read as it is written, in small letters and in capitals, and each form has a skeleton of UTS #39. One skeleton would not do: ν looks
 * like v, and its capital like N. https://www.unicode.org/reports/tr39/#Confusable_Detection
 */
export function likenessesOf(name: string): string[] {
  const plain = plainName(name)
  const written = name
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .trim()
    .replace(/\s+/g, ' ')
  const seen = [written, plain, foldCase(plain), plain.toUpperCase()].map(likeness)
  return [...new Set(seen)].map((text) => createHash('sha256').update(text).digest('base64url'))
}

/** The second skeleton is for letters that look like others in small form only. */
const likeness = (text: string): string => foldCase(skeleton(foldCase(skeleton(text))))

const skeleton = (text: string): string => [...text.normalize('NFD')].map(shownAs).join('').normalize('NFD')

const shownAs = (character: string): string =>
  [...(CONFUSABLES[character] ?? character)]
    .map((one) => STYLED.get(one) ?? one)
    .map((one) => CONFUSABLES[one] ?? one)
    .join('')

/** An object, as the bundle has it: a map of it would take longer to make than all the rest of this module. */
const CONFUSABLES: Readonly<Record<string, string>> = confusables

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
const SMALL_CAPITALS = [...'ᴀʙᴅᴇꜰɢʜᴊĸʟʍɴᴘꞯʀᴛ'].map((small, at): [string, string] => [
  small,
  'ABDEFGHJKLMNPQRT'.charAt(at),
])

/** Letters that Unicode takes for symbols or sounds, and people for these: small capitals, and capitals in circles, squares and flags. */
const STYLED = new Map([
  ...SMALL_CAPITALS,
  ...[0x1f150, 0x1f170, 0x1f1e6].flatMap((first) =>
    LETTERS.map((letter, at): [string, string] => [String.fromCodePoint(first + at), letter]),
  ),
])
