import * as z from 'zod/mini'

/** Metadata by which JSON schemas of a `sort` parameter tell which orders need what of a table: `{ collection, keys: { <order>: <key> } }`. */
export const SORTS_OF = 'x-tenantry-sorts-of'

const Marked = z.object({ collection: z.string(), keys: z.record(z.string(), z.string()) })

/** What the items of a table hold, as far as orders need it; undefined where nothing was ever rewritten: then they hold all that they should. */
export type CompleteKeys = (collection: string) => readonly string[] | undefined

/** Whether an order may be offered: every item of the table has what it needs. */
export const isComplete = (complete: readonly string[] | undefined, key: string | undefined): boolean =>
  key !== undefined && (complete === undefined || complete.includes(key))

/** The tables whose lists an OpenAPI document describes. */
export function collectionsIn(document: unknown): string[] {
  const found = new Set<string>()
  JSON.parse(JSON.stringify(document), (name, value: unknown) => {
    if (name === SORTS_OF) found.add(z.parse(Marked, value).collection)
    return value
  })
  return [...found]
}

/** An OpenAPI document as it holds now: it names the orders that lists are offered in, and no others. */
export function withOfferedOrders(document: unknown, completeKeys: CompleteKeys): unknown {
  return JSON.parse(JSON.stringify(document), (_, value: unknown) => {
    if (typeof value !== 'object' || value === null || !(SORTS_OF in value) || !('enum' in value)) return value
    const { [SORTS_OF]: marked, enum: names, ...schema } = value
    const { collection, keys } = z.parse(Marked, marked)
    const offered = z
      .parse(z.array(z.string()), names)
      .filter((name) => !(name in keys) || isComplete(completeKeys(collection), keys[name]))
    return { ...schema, enum: offered }
  })
}
