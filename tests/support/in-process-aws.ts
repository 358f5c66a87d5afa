import { Readable } from 'node:stream'
import type { Iam } from '@tenantry/local-cloud/core/faces.ts'
import type { RoleSession } from '@tenantry/local-cloud/core/principal.ts'
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

/** Everybody is the account's administrator, and every service may take any role: booted tests are about rights. */
const noIam: Iam = {
  authenticate: () => ROOT,
  authorize() {},
  assumeForService: ({ roleArn, sessionName }) => ({
    credentials: { accessKeyId: 'test', secretAccessKey: 'test', sessionToken: 'test', expiresAt: 0 },
    session: { kind: 'role-session', roleArn, sessionName } as RoleSession,
  }),
}

/** Services that sign under another name than their host's. */
const SIGNED_AS: Record<string, string> = { email: 'ses' }

/** In place of a signature, the scope of one: it says which service a call is for, as the host's name does. */
async function nameService<Request extends { headers: Record<string, string>; hostname: string }>(
  request: Request,
): Promise<Request> {
  const [host = ''] = request.hostname.split('.')
  const scope = `test/20260101/us-east-1/${SIGNED_AS[host] ?? host}/aws4_request`
  request.headers.authorization = `AWS4-HMAC-SHA256 Credential=${scope}`
  return request
}

export interface SdkResponse {
  statusCode: number
  headers: Record<string, string | string[]>
  body: Buffer
}

/** What happens around each call: by default it is made. `operation` is `PutItem`, or method and path of a REST API. */
export type AroundCall = (operation: string, call: () => Promise<SdkResponse>) => Promise<SdkResponse>

const operationOf = ({ method, path, headers }: SdkRequest): string =>
  headers['x-amz-target']?.split('.')[1] ?? `${method} ${path}`

function searchOf(query: NonNullable<SdkRequest['query']>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) for (const one of [value ?? ''].flat()) search.append(name, one)
  return search.toString()
}

/**
 * The configuration of SDK clients that reach services of the local cloud inside this process, through the endpoint's own protocols but
 * without a socket. `call` is the door for services that call one another.
 */
export function inProcessAws(services: Service[], around: AroundCall = (_operation, call) => call()) {
  const door = dispatch({
    services,
    iam: noIam,
    log: (line) => {
      throw new Error(line)
    },
    observe() {},
  })

  async function send({ method, path, query = {}, headers, body = '' }: SdkRequest): Promise<SdkResponse> {
    const search = searchOf(query)
    const { status, ...answer } = await door.handle({
      method,
      url: search === '' ? path : `${path}?${search}`,
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
      // The SDK's bytes have methods of texts, which it warns about.
      body: typeof body === 'string' ? Buffer.from(body) : Buffer.from(body.buffer, body.byteOffset, body.byteLength),
      sourceIp: '127.0.0.1',
      requestId: 'request',
    })
    return { statusCode: status, headers: answer.headers, body: Buffer.from(answer.body) }
  }

  return {
    iam: noIam,
    call: door.call,
    config: {
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
      // Nobody checks signatures here, and nobody reads a log: they would be a third of what a call costs.
      signer: { sign: nameService },
      logger: {} as Console,
      requestHandler: {
        async handle(request: SdkRequest & { hostname: string }) {
          const response = await around(operationOf(request), () => send(request))
          // What S3 answers may be large, so its client takes nothing but streams.
          const isStreamed = request.hostname.split('.').includes('s3')
          return { response: isStreamed ? { ...response, body: Readable.from([response.body]) } : response }
        },
      },
    },
  }
}
