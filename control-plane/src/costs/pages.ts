import type { Cursors, ListName } from '@tenantry/toolkit/cursors.ts'
import * as z from 'zod/mini'
import { readUsageLimit } from '../usage/span.ts'

const Position = z.strictObject({ start: z.int() })

/** A page of a list that is computed as a whole. */
export async function pageOfAll<Item>(
  cursors: Cursors,
  { name, query }: { name: ListName; query: Record<string, string> },
  all: () => Promise<Item[]>,
): Promise<{ items: Item[]; nextCursor: string | null }> {
  const limit = readUsageLimit(query)
  const { start } = query.cursor === undefined ? { start: 0 } : await cursors.decode(name, Position, query.cursor)
  const items = await all()
  const end = start + limit
  const nextCursor = end < items.length ? await cursors.encode(name, { start: end }) : null
  return { items: items.slice(start, end), nextCursor }
}
