import { AwsError } from '../core/aws-error.ts'

/** One page of a list that is sorted by name; the token is the name before the page. */
export function page<T extends { name: string }>(sorted: T[], limit: number, token: string | undefined) {
  const after = token === undefined ? undefined : Buffer.from(token, 'base64url').toString()
  const start = after === undefined ? 0 : sorted.findIndex(({ name }) => name === after) + 1
  if (after !== undefined && start === 0) {
    throw new AwsError('InvalidParameterException', 'The specified nextToken is invalid.')
  }
  const items = sorted.slice(start, start + limit)
  const last = start + limit < sorted.length ? items.at(-1) : undefined
  return { items, next: last && Buffer.from(last.name).toString('base64url') }
}
