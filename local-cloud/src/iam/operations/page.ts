import { AwsError } from '../../core/aws-error.ts'

/** The page that IAM's lists answer: `Marker` is the last name of the page before. */
export function page<T>(
  items: T[],
  nameOf: (item: T) => string,
  { Marker, MaxItems = '100' }: { Marker?: string; MaxItems?: string },
): { items: T[]; IsTruncated: boolean; Marker?: string } {
  const limit = Number(MaxItems)
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) {
    throw new AwsError('ValidationError', 'maxItems must be a number from 1 to 1000.')
  }
  const after = Marker === undefined ? items : items.filter((item) => nameOf(item) > Marker)
  const found = after.slice(0, limit)
  const last = found.at(-1)
  const IsTruncated = after.length > found.length
  return IsTruncated && last !== undefined
    ? { items: found, IsTruncated, Marker: nameOf(last) }
    : { items: found, IsTruncated: false }
}
