import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { Clock } from '../core/clock.ts'
import type { CloudService, HttpRequest } from '../core/cloud-service.ts'
import type { Ids } from '../core/ids.ts'
import { keepConnections } from '../core/keep-connections.ts'
import { cors } from './cors.ts'
import type { EndpointRequest, EndpointResponse } from './protocols/protocol.ts'
import { readBody } from './read-body.ts'

/** What the endpoint serves: AWS's APIs, and what services answer themselves. */
export interface Served {
  aws(request: EndpointRequest): Promise<EndpointResponse>
  services: CloudService[]
  ids: Ids
  /** What answers are dated by: clients correct their own clocks by it. */
  clock: Clock
}

/** Above everything that an AWS service takes, so that each of them refuses by its own rule. */
const MAX_HEADER_BYTES = 65_536

/** So long requests that are being worked on may go on when the server closes: a function, say, that would be ended in the middle. */
const GRACE_MS = 5_000

/** The one HTTP server on loopback: AWS APIs at `/`, and what services answer themselves (API stages, keys of user pools, the outbox). */
export async function startServer(port: number, served: Served): Promise<{ port: number; close(): Promise<void> }> {
  /** Whether or not their clients still wait. */
  const atWork = new Set<Promise<void>>()
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, (message, response) => {
    const work = serve(message, served).then(
      (answer) => write(message, response, answer, served),
      () => write(message, response, { status: 500, headers: {}, body: '' }, served),
    )
    atWork.add(work)
    void work.finally(() => atWork.delete(work))
  })
  keepConnections(server)
  await listen(server, port)
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeIdleConnections()
      await Promise.race([Promise.all(atWork), wait(GRACE_MS, undefined, { ref: false })])
      server.closeAllConnections()
      await closed
    },
  }
}

async function serve(message: IncomingMessage, served: Served): Promise<EndpointResponse> {
  const url = message.url ?? '/'
  if (!isOurHost(message.headers.host ?? '')) return text(421, 'This host name is not served here.')
  const body = await readBody(message)
  if (body === 'too-large') return text(413, 'The body is larger than 64 MB.')
  const request: HttpRequest = {
    method: message.method ?? 'GET',
    url,
    headers: message.headersDistinct,
    headerNames: namesAsWritten(message),
    body,
    sourceIp: message.socket.remoteAddress ?? '127.0.0.1',
  }
  for (const { answer } of served.services) {
    const own = await answer?.(request)
    if (own) return own
  }
  return cors(message, () => served.aws({ ...request, headers: message.headers, requestId: served.ids.uuid() }))
}

function namesAsWritten({ rawHeaders }: IncomingMessage): Record<string, string> {
  const names: Record<string, string> = Object.create(null)
  for (const [index, name] of rawHeaders.entries()) if (index % 2 === 0) names[name.toLowerCase()] ??= name
  return names
}

/** Only loopback names and AWS's own: a page on the internet that points its name at 127.0.0.1 gets nothing. */
function isOurHost(host: string): boolean {
  const name = host.replace(/:\d+$/, '')
  return /^(127\.0\.0\.1|localhost|\[::1\])$/.test(name) || /\.(amazonaws\.com|localhost)$/.test(name)
}

const text = (status: number, body: string): EndpointResponse => ({
  status,
  headers: { 'content-type': 'text/plain' },
  body,
})

function write(
  { method }: IncomingMessage,
  response: ServerResponse,
  { status, headers, body }: EndpointResponse,
  { clock }: Served,
): void {
  const told = method === 'HEAD' ? headers['content-length'] : undefined
  response.writeHead(status, {
    date: new Date(clock.now()).toUTCString(),
    ...headers,
    'content-length': typeof told === 'string' ? told : Buffer.byteLength(body),
  })
  response.end(body)
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
}
