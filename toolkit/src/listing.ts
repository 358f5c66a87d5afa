import type * as z from 'zod/mini'
import { readLimit } from './pages.ts'
import { parse } from './parse.ts'

/** One page of a list, as a request asks for it. */
export interface Listing<Sort extends string> {
  limit: number
  cursor: string | undefined
  /** `createdAt` is the order of the ids. */
  sort: Sort | 'createdAt'
  descending: boolean
  /** What items must contain, in any case. */
  search: string | undefined
}

/** The list that the query of a request asks for: oldest first unless it says otherwise. */
export function readListing<Sort extends string>(
  schema: z.ZodMiniType<{ search?: string; sort?: Sort | 'createdAt'; order?: 'asc' | 'desc' }>,
  query: Record<string, string>,
): Listing<Sort> {
  const { limit: _, cursor, ...rest } = query
  const { search, sort = 'createdAt', order = 'asc' } = parse(schema, rest)
  return { limit: readLimit(query), cursor, sort, descending: order === 'desc', search }
}
