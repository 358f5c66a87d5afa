import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { StageRequest, StageResponse } from '../apigateway/stage/stage-request.ts'
import type { Ids } from '../core/ids.ts'
import { cors } from './cors.ts'
import type { LaptopRooms } from './laptop-rooms.ts'
import type { EndpointRequest, EndpointResponse } from './protocols/protocol.ts'
import { readBody } from './read-body.ts'

/** What the endpoint serves besides AWS's APIs. */
export interface Rooms {
  aws(request: EndpointRequest): Promise<EndpointResponse>
  stage(request: StageRequest): Promise<StageResponse>
  /** A user pool's public keys, or undefined when there is no such pool. */
  jwks(poolId: string): object | undefined
  laptop: LaptopRooms
  ids: Ids
}

const JWKS = /^\/([\w-]+_[A-Za-z0-9]+)\/\.well-known\/jwks\.json$/
const STAGE = /^\/execute-api\/([a-z0-9]+)\/([\w-]+)(\/[^?]*)?(?:\?(.*))?$/

/** Above everything that an AWS service takes, so that each of them refuses by its own rule. */
const MAX_HEADER_BYTES = 65_536

/**
 * The one HTTP server on loopback: AWS APIs at `/`, API stages at `/execute-api/<api id>/<stage>/`, JWKS of user pools, and what
 * only a laptop has.
 */
export async function startServer(port: number, rooms: Rooms): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, (message, response) => {
    serve(message, rooms).then(
      (answer) => write(message, response, answer),
      () => write(message, response, { status: 500, headers: {}, body: '' }),
    )
  })
  server.keepAliveTimeout = 60_000
  await listen(server, port)
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function serve(message: IncomingMessage, rooms: Rooms): Promise<EndpointResponse> {
  const url = message.url ?? '/'
  if (!isOurHost(message.headers.host ?? '')) return text(421, 'This host name is not served here.')
  const body = await readBody(message)
  if (body === 'too-large') return text(413, 'The body is larger than 64 MB.')
  const stage = STAGE.exec(url)
  if (stage) {
    const [, apiId = '', stageName = '', path = '/', query = ''] = stage
    return rooms.stage({
      apiId,
      stageName,
      method: message.method ?? 'GET',
      path,
      query,
      headers: message.headersDistinct,
      body,
      sourceIp: message.socket.remoteAddress ?? '127.0.0.1',
    })
  }
  const pool = JWKS.exec(url)?.[1]
  if (pool) {
    const keys = rooms.jwks(pool)
    return keys ? json(200, keys) : json(404, { message: `There is no user pool ${pool}.` })
  }
  const request = {
    method: message.method ?? 'GET',
    url,
    headers: message.headers,
    body,
    sourceIp: message.socket.remoteAddress ?? '127.0.0.1',
    requestId: rooms.ids.uuid(),
  }
  return rooms.laptop(request) ?? cors(message, () => rooms.aws(request))
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

const json = (status: number, body: object): EndpointResponse => ({
  status,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: JSON.stringify(body),
})

function write(
  { method }: IncomingMessage,
  response: ServerResponse,
  { status, headers, body }: EndpointResponse,
): void {
  const told = method === 'HEAD' ? headers['content-length'] : undefined
  response.writeHead(status, {
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
