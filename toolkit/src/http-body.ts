import { ApiError } from './api-error.ts'
import type { ProxyEvent } from './lambda-proxy.ts'
import { invalid } from './parse.ts'

/** Bytes of the largest body that is read; API Gateway itself would let 10 MB pass. */
export const MAX_BODY_BYTES = 100_000

/** The body of a request as it came. */
export const bodyText = ({ body, isBase64Encoded }: ProxyEvent): string =>
  body === null ? '' : Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8').toString()

/** Bytes of the body of a request. */
export const bodyBytes = ({ body, isBase64Encoded }: ProxyEvent): number =>
  Buffer.byteLength(body ?? '', isBase64Encoded ? 'base64' : 'utf8')

/** The JSON body of a request, undefined when there is none; 413, 415 or 400 when it cannot be one. */
export function readBody(event: ProxyEvent, headers: Record<string, string>): unknown {
  if (event.body === null || event.body === '' || event.httpMethod === 'GET' || event.httpMethod === 'DELETE') return
  const body = Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8')
  if (body.length > MAX_BODY_BYTES) {
    throw new ApiError('PAYLOAD_TOO_LARGE', `A body has at most ${MAX_BODY_BYTES} bytes.`, { field: 'body' })
  }
  const type = headers['content-type']
  if (type !== undefined && !/^application\/json\s*(;|$)/i.test(type)) {
    throw new ApiError('UNSUPPORTED_MEDIA_TYPE', 'The body must be application/json.', { field: 'Content-Type' })
  }
  try {
    return JSON.parse(body.toString())
  } catch {
    throw invalid('body', 'is not valid JSON')
  }
}
