import { preconditionFailed } from './errors.ts'

interface Tagged {
  etag: string
  lastModified: Date
}

/** Members of a read, or of the source of a copy, that say whether it is done, by their headers. */
export const CONDITIONS = {
  'if-match': 'IfMatch',
  'if-none-match': 'IfNoneMatch',
  'if-modified-since': 'IfModifiedSince',
  'if-unmodified-since': 'IfUnmodifiedSince',
}
export const COPY_CONDITIONS = Object.fromEntries(
  Object.entries(CONDITIONS).map(([header, member]) => [`x-amz-copy-source-${header}`, `CopySource${member}`]),
)

/**
 * Whether an object fits the conditions of a request. A tag wins over a time, as RFC 9110 and S3 have it: throws PreconditionFailed, or
 * answers that nothing has changed. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html#API_GetObject_RequestSyntax
 */
export function meetsConditions(
  { etag, lastModified }: Tagged,
  headers: Record<string, string>,
  prefix = '',
): 'met' | 'unchanged' {
  const condition = (name: string) => headers[prefix + name]
  // Times are sent by the second.
  const modified = Math.floor(lastModified.getTime() / 1000) * 1000
  const time = (name: string) => Date.parse(condition(name) ?? '')
  const match = condition('if-match')
  if (match === undefined) {
    if (modified > time('if-unmodified-since')) throw preconditionFailed('If-Unmodified-Since')
  } else if (!tagsOf(match).some((tag) => tag === '*' || tag === plain(etag))) throw preconditionFailed('If-Match')
  const noneMatch = condition('if-none-match')
  if (noneMatch === undefined) return modified <= time('if-modified-since') ? 'unchanged' : 'met'
  return tagsOf(noneMatch).some((tag) => tag === '*' || tag === plain(etag)) ? 'unchanged' : 'met'
}

const plain = (tag: string): string =>
  tag
    .trim()
    .replace(/^W\//, '')
    .replace(/^"(.*)"$/, '$1')
const tagsOf = (header: string): string[] => header.split(',').map(plain)
