import { badRequest } from '../errors.ts'
import { PAGE } from '../limits.ts'
import { readInteger } from './read-input.ts'

export interface PageInput {
  position?: string
  limit?: number | string
}

/** Where a page begins (0: at the start) and how long it is. */
export function readPage({ position, limit }: PageInput): { after: number; limit: number } {
  const length = limit === undefined ? PAGE.default : readInteger(limit, 'limit')
  if (length < 1) throw badRequest('Invalid limit specified')
  const after = position ? Number(Buffer.from(position, 'base64url').toString()) : 0
  if (!Number.isSafeInteger(after) || after < 0) throw badRequest('Invalid position specified')
  return { after, limit: Math.min(length, PAGE.max) }
}

export const positionOf = (after: number): string => Buffer.from(String(after)).toString('base64url')

/** One page of a list that is short enough to be whole in memory. */
export function pageOf<T>(all: T[], input: PageInput): { item: T[]; position?: string } {
  const { after, limit } = readPage(input)
  const item = all.slice(after, after + limit)
  return { item, ...(after + limit < all.length && { position: positionOf(after + limit) }) }
}
