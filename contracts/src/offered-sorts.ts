import * as z from 'zod/mini'

/** Metadata by which JSON schemas of a `sort` parameter tell which sorts need what of a table: `{ collection, uses: { <sort>: <use of a slot> } }`. */
export const SORTS_OF = 'x-tenantry-sorts-of'

const Sorts = z.object({ collection: z.string(), uses: z.record(z.string(), z.string()) })

/** What the items of a table hold, as far as sorts need it; undefined where nothing was ever rewritten: then they hold all that they should. */
export type CompleteUses = (collection: string) => readonly string[] | undefined

/** Whether an order may be offered: every item of the table has what it needs. */
export const isComplete = (complete: readonly string[] | undefined, use: string | undefined): boolean =>
  use !== undefined && (complete === undefined || complete.includes(use))

/** The tables whose lists an OpenAPI document describes. */
export function collectionsIn(document: unknown): string[] {
  const found = new Set<string>()
  JSON.parse(JSON.stringify(document), (name, value: unknown) => {
    if (name === SORTS_OF) found.add(z.parse(Sorts, value).collection)
    return value
  })
  return [...found]
}

/** An OpenAPI document as it holds now: it names the sorts that lists are offered in, and no others. */
export function withOfferedSorts(document: unknown, completeUses: CompleteUses): unknown {
  return JSON.parse(JSON.stringify(document), (_, value: unknown) => {
    if (typeof value !== 'object' || value === null || !(SORTS_OF in value) || !('enum' in value)) return value
    const { [SORTS_OF]: marked, enum: names, ...schema } = value
    const { collection, uses } = z.parse(Sorts, marked)
    const offered = z
      .parse(z.array(z.string()), names)
      .filter((name) => !(name in uses) || isComplete(completeUses(collection), uses[name]))
    return { ...schema, enum: offered }
  })
}
