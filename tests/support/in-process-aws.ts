import type { Iam } from '@tenantry/local-cloud/core/faces.ts'
import type { Service } from '@tenantry/local-cloud/core/service.ts'
import { dispatch } from '@tenantry/local-cloud/endpoint/dispatch.ts'

/** What an SDK client sends, as far as it is read here. */
interface SdkRequest {
  method: string
  path: string
  query?: Record<string, string | string[] | null>
  headers: Record<string, string>
  body?: string | Uint8Array
}

const ACCOUNT_ID = '000000000000'
const ROOT = {
  kind: 'root',
  arn: `arn:aws:iam::${ACCOUNT_ID}:root`,
  accountId: ACCOUNT_ID,
  accessKeyId: 'test',
} as const

/** Everybody is the account's administrator: these tests are about stores and steps, and booted ones about rights. */
const noIam: Iam = {
  authenticate: () => ROOT,
  authorize() {},
  assumeForService: () => {
    throw new Error('No role is assumed in these tests')
  },
}

function searchOf(query: NonNullable<SdkRequest['query']>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) for (const one of [value ?? ''].flat()) search.append(name, one)
  return search.toString()
}

/**
 * The configuration of SDK clients that reach services of the local cloud inside this process, through the endpoint's own protocols but
 * without a socket.
 */
export function inProcessAws(services: Service[]) {
  const door = dispatch({
    services,
    iam: noIam,
    log: (line) => {
      throw new Error(line)
    },
    observe() {},
  })
  return {
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
    requestHandler: {
      async handle({ method, path, query = {}, headers, body = '' }: SdkRequest) {
        const search = searchOf(query)
        const { status, ...answer } = await door.handle({
          method,
          url: search === '' ? path : `${path}?${search}`,
          headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
          // The SDK's bytes have methods of texts, which it warns about.
          body:
            typeof body === 'string' ? Buffer.from(body) : Buffer.from(body.buffer, body.byteOffset, body.byteLength),
          sourceIp: '127.0.0.1',
          requestId: 'request',
        })
        return { response: { statusCode: status, headers: answer.headers, body: Buffer.from(answer.body) } }
      },
    },
  }
}
