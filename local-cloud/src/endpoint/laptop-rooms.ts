import { createHash, timingSafeEqual } from 'node:crypto'
import { AwsError } from '../core/aws-error.ts'
import type { Iam, Outbox } from '../core/faces.ts'
import { parseBody } from './protocols/json.ts'
import type { EndpointRequest, EndpointResponse } from './protocols/protocol.ts'

/** What a laptop has and AWS has not. Null for a request that is meant for an AWS service. */
export type LaptopRooms = (request: EndpointRequest) => Promise<EndpointResponse> | null

/** No bucket can be called so: a request for an object never comes here. */
export const TOKENS_PATH = '/.local/tokens'

/**
 * The mails that were sent, for whoever knows the outbox's key; and tokens of a person without their password, for whoever signs as the account
 * itself. Every user of the machine reaches the port, so neither is open; and both answer to loopback names alone, which no page elsewhere can
 * take (DNS rebinding).
 */
export function laptopRooms({
  outbox,
  iam,
  tokens,
}: {
  outbox: Outbox
  iam: Pick<Iam, 'authenticate'>
  tokens: (input: unknown) => Promise<object>
}): LaptopRooms {
  const mails = async ({ url, headers }: EndpointRequest): Promise<EndpointResponse> => {
    const [key, ...more] = new URL(url, 'http://localhost').searchParams.getAll('key')
    const opens = key !== undefined && more.length === 0 && sameText(key, outbox.key)
    if (isLoopback(headers.host) && opens) return json(200, outbox.list())
    return json(403, {
      message: 'The address of the outbox, with its key, is printed at the start and in the data folder.',
    })
  }
  const tokensFor = async (request: EndpointRequest): Promise<EndpointResponse> => {
    try {
      const caller = iam.authenticate(request)
      if (caller.kind !== 'root' || !isLoopback(request.headers.host)) {
        throw new AwsError('AccessDeniedException', 'Tokens without a password are for the account itself.', 403)
      }
      return json(200, await tokens(parseBody(request)))
    } catch (error) {
      if (!(error instanceof AwsError)) throw error
      return json(error.status, { code: error.code, message: error.message })
    }
  }
  return (request) => {
    const [path] = request.url.split('?')
    // A signed request asks S3 for a bucket of this name.
    if (path === '/outbox' && request.method === 'GET' && !request.headers.authorization) return mails(request)
    return path === TOKENS_PATH && request.method === 'POST' ? tokensFor(request) : null
  }
}

const isLoopback = (host = ''): boolean => /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host)

/** In constant time, whatever the lengths. */
const sameText = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b))
const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

const json = (status: number, body: object): EndpointResponse => ({
  status,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: JSON.stringify(body),
})
