import * as z from 'zod/mini'
import { parse } from './parse.ts'

/** One page of a list; a null cursor says that it was the last. */
export interface Page<T> {
  items: T[]
  nextCursor: string | null
}

const DEFAULT_LIMIT = 20
const Limit = z.string().check(z.regex(/^([1-9]|[1-9]\d|100)$/, 'a whole number from 1 to 100'))

/** The `limit` of a list request: 1–100, 20 when absent. */
export function readLimit(query: Record<string, string>): number {
  return query.limit === undefined ? DEFAULT_LIMIT : Number(parse(Limit, query.limit, 'limit'))
}
