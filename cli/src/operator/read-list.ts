import * as z from 'zod'
import type { ControlPlane } from './control-plane.ts'

export interface Found<T> {
  items: T[]
  /** Where the list goes on; null at its end. */
  nextCursor: string | null
}

/** The first items of a list, or those after a cursor: as many as are wanted, page by page. */
export async function readList<T>(
  api: ControlPlane,
  path: string,
  item: z.core.$ZodType<T>,
  options: { query?: Record<string, string | undefined>; limit: number; cursor?: string | undefined; pageSize: number },
): Promise<Found<T>> {
  const { query, limit, pageSize } = options
  const page = z.object({ items: z.array(item), nextCursor: z.nullable(z.string()) })
  const items: T[] = []
  let cursor: string | null | undefined = options.cursor
  do {
    const asked = { ...query, limit: Math.min(pageSize, limit - items.length), cursor }
    const answer: Found<T> = await api.get(path, page, asked)
    items.push(...answer.items)
    cursor = answer.nextCursor
  } while (cursor !== null && items.length < limit)
  return { items, nextCursor: cursor }
}
