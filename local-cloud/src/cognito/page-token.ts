import { invalidParameter } from './errors.ts'

const MARK = 'after:'

/** A list's continuation: the key of the last entry that was given. */
export const pageToken = (lastKey: string): string => Buffer.from(MARK + lastKey).toString('base64url')

/** The key that a list continues after; before all keys without a token. */
export function readPageToken(token: string | undefined): string {
  if (token === undefined) return ''
  const text = Buffer.from(token, 'base64url').toString()
  if (!text.startsWith(MARK)) throw invalidParameter('Invalid pagination token.')
  return text.slice(MARK.length)
}
