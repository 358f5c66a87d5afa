// For tests: requests as the AWS SDK signs and sends them.
import type { SignedRequest } from '../../core/faces.ts'

interface SdkRequest {
  method: string
  hostname: string
  path: string
  query?: Record<string, string | string[] | null>
  headers: Record<string, string>
  body?: unknown
}

/** Runs one SDK call and answers what it would have sent. */
export async function captured(
  call: (config: {
    endpoint: string
    region: string
    maxAttempts: number
    requestHandler: { handle(request: SdkRequest): Promise<never> }
  }) => Promise<unknown>,
): Promise<SignedRequest> {
  let request: SdkRequest | undefined
  const requestHandler = {
    handle(sent: SdkRequest): Promise<never> {
      request = sent
      return Promise.reject(new Error('captured'))
    },
  }
  await call({ endpoint: 'http://127.0.0.1:4566', region: 'us-east-1', maxAttempts: 1, requestHandler }).catch(() => {})
  if (!request) throw new Error('The SDK sent nothing.')
  return onTheWire(request)
}

export function onTheWire({ method, path, query = {}, headers, body }: SdkRequest): SignedRequest {
  const pairs = Object.entries(query).flatMap(([key, values]) =>
    [values ?? ''].flat().map((value) => `${escaped(key)}=${escaped(value)}`),
  )
  return {
    method,
    url: pairs.length > 0 ? `${path}?${pairs.join('&')}` : path,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    body: body instanceof Uint8Array ? Buffer.concat([body]) : Buffer.from(typeof body === 'string' ? body : ''),
  }
}

const escaped = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
