import { hash } from 'node:crypto'
import type { SignedRequest } from '../../core/faces.ts'
import { type Authorization, headerOf } from './parse-authorization.ts'

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request */
export function canonicalRequest(request: SignedRequest, authorization: Authorization, payloadHash: string): string {
  const [path = '/', query = ''] = request.url.split(/\?(.*)/s)
  const headers = authorization.signedHeaders.map(
    (name) => `${name}:${(headerOf(request, name) ?? '').trim().replace(/\s+/g, ' ')}\n`,
  )
  return [
    request.method.toUpperCase(),
    authorization.scope.service === 's3' ? path : doubleEncoded(path),
    canonicalQuery(query),
    headers.join(''),
    authorization.signedHeaders.join(';'),
    payloadHash,
  ].join('\n')
}

export const sha256 = (data: string | Buffer): string => hash('sha256', data)

/** All services but S3 sign the path normalised and encoded once more than it was sent. */
function doubleEncoded(path: string): string {
  const segments: string[] = []
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop()
    else if (segment !== '' && segment !== '.') segments.push(encode(segment))
  }
  const trailing = segments.length > 0 && path.endsWith('/') ? '/' : ''
  return `/${segments.join('/')}${trailing}`
}

function canonicalQuery(query: string): string {
  return query
    .split('&')
    .filter((pair) => pair !== '' && !pair.startsWith('X-Amz-Signature='))
    .map((pair) => {
      const equals = pair.indexOf('=')
      const name = equals < 0 ? pair : pair.slice(0, equals)
      return [encode(decode(name)), encode(decode(equals < 0 ? '' : pair.slice(equals + 1)))] as const
    })
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map((pair) => pair.join('='))
    .join('&')
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // Not percent-encoding; then the text stands for itself.
    return text
  }
}
