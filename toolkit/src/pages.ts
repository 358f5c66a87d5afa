import * as z from 'zod/mini'
import { ApiError } from './api-error.ts'
import { parse } from './parse.ts'

/** One page of a list; a null cursor says that it was the last. */
export interface Page<T> {
  items: T[]
  nextCursor: string | null
}

const DEFAULT_LIMIT = 20
const MAX_CURSOR_LENGTH = 2048
const Limit = z.string().check(z.regex(/^([1-9]|[1-9]\d|100)$/, 'a whole number from 1 to 100'))

/** The `limit` of a list request: 1–100, 20 when absent. */
export function readLimit(query: Record<string, string>): number {
  return query.limit === undefined ? DEFAULT_LIMIT : Number(parse(Limit, query.limit, 'limit'))
}

/** A position in a list as an opaque text. It is not a secret and not signed: never put more than a position into it. */
export function encodeCursor(position: object): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url')
}

/** The position that a cursor holds; ApiError INVALID_CURSOR for a text that `encodeCursor` did not make. */
export function decodeCursor<Schema extends z.ZodMiniType>(schema: Schema, text: string): z.output<Schema> {
  try {
    if (text.length > MAX_CURSOR_LENGTH || !/^[\w-]+$/.test(text)) throw invalidCursor()
    return parse(schema, JSON.parse(Buffer.from(text, 'base64url').toString()))
  } catch {
    throw invalidCursor()
  }
}

function invalidCursor(): ApiError {
  return new ApiError('INVALID_CURSOR', 'The cursor is not one that this list gave out.', { field: 'cursor' })
}
