/**
 * The entity tag of one version of a thing, as the `ETag` header shows it. It is strong, because `If-Match` takes no other
 * (https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1), and it names the thing: a tag of another one never fits.
 */
export const entityTag = (id: string, version: number): string => `${prefixOf(id)}${version}"`

const prefixOf = (id: string): string => `"${encodeURIComponent(id)}.`

/** A tag with what follows it, up to the next one. https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3 */
const TAG = /[ \t,]*((?:W\/)?"[\x21\x23-\x7e\x80-\uffff]*")[ \t]*(?=,|$)/y

/** What an `If-Match` header lists; null when it is neither `*` nor a list of tags. */
export function readIfMatch(text: string): '*' | string[] | null {
  if (text.trim() === '*') return '*'
  const tags: string[] = []
  TAG.lastIndex = 0
  let end = 0
  for (let match = TAG.exec(text); match; match = TAG.exec(text)) {
    tags.push(match[1] ?? '')
    end = TAG.lastIndex
  }
  return tags.length > 0 && /^[ \t,]*$/.test(text.slice(end)) ? tags : null
}

/** The versions of a thing that tags stand for: none for a weak tag, and for one of another thing. */
export function versionsIn(tags: readonly string[], id: string): number[] {
  const prefix = prefixOf(id)
  const versions = tags
    .filter((tag) => tag.startsWith(prefix))
    .map((tag) => tag.slice(prefix.length, -1))
    .filter((text) => /^(0|[1-9]\d{0,15})$/.test(text))
    .map(Number)
    // No version grows beyond what a number says exactly, and DynamoDB's client takes none.
    .filter(Number.isSafeInteger)
  return [...new Set(versions)]
}
