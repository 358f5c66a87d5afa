import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { keepConnections } from '../../core/keep-connections.ts'
import type { Distribution, DistributionStore } from '../stores/distribution-store.ts'
import { answerRequest, type SiteServices } from './answer-request.ts'

export interface SiteServers {
  /** Serves every distribution that there is, each on the port that it had. */
  start(): Promise<void>
  /** Serves a distribution as it is described from now on, and remembers it. */
  serve(distribution: Distribution): Promise<void>
  remove(id: string): Promise<void>
  /** `d….cloudfront.net` → `http://127.0.0.1:<port>`, of all distributions or of a stack's. */
  addresses(stack?: string): Record<string, string>
  close(): Promise<void>
}

/** Each distribution is an HTTP server on a loopback port of its own, so that each is an origin of its own to a browser. */
export function siteServers(
  services: SiteServices & { distributions: DistributionStore },
  /** Ports by the distributions' comments; 0, or none, keeps the port that it had. */
  ports: Record<string, number>,
): SiteServers {
  const { distributions, context } = services
  const servers = new Map<string, Server>()

  async function serve(distribution: Distribution): Promise<void> {
    const { id, config } = distribution
    distributions.put(distribution)
    if (servers.has(id)) return
    const server = createServer((message, response) => {
      handle(services, id, message, response).catch((error: unknown) => {
        context.log(
          `distribution ${config.Comment}: ${error instanceof Error ? (error.stack ?? error.message) : error}`,
        )
        response.writeHead(503).end('The distribution failed; the log of the local cloud says why.')
      })
    })
    keepConnections(server)
    const asked = ports[config.Comment] || null
    await listen(server, asked ?? distribution.port, asked === null)
    servers.set(id, server)
    distributions.put({ ...distribution, port: (server.address() as AddressInfo).port })
  }

  async function close(id: string): Promise<void> {
    const server = servers.get(id)
    servers.delete(id)
    if (!server) return
    await new Promise<void>((closed) => {
      server.close(() => closed())
      server.closeAllConnections()
    })
  }

  return {
    serve,
    async start() {
      for (const distribution of distributions.list()) await serve(distribution)
    },
    async remove(id) {
      await close(id)
      distributions.delete(id)
    },
    addresses(stack) {
      const listed = distributions.list().filter((one) => stack === undefined || one.stack === stack)
      return Object.fromEntries(listed.map(({ domain, port }) => [domain, `http://127.0.0.1:${port}`]))
    },
    async close() {
      await Promise.all([...servers.keys()].map(close))
    },
  }
}

async function handle(
  services: SiteServices & { distributions: DistributionStore },
  id: string,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const distribution = services.distributions.get(id)
  // A page on the internet that points its own name at 127.0.0.1 gets nothing.
  if (!distribution || !/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(message.headers.host ?? '')) {
    response.writeHead(421).end('This host name is not served here.')
    return
  }
  const { method = 'GET', url = '/' } = message
  const headers = Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
  )
  const uri = url.split('?')[0] ?? '/'
  const ip = message.socket.remoteAddress ?? '127.0.0.1'
  const answer = await answerRequest(services, distribution, { method, uri, headers, ip })
  const { meter, context } = services
  const resource = `arn:aws:cloudfront::${context.accountId}:distribution/${id}`
  meter.add({ item: 'cloudFrontRequests', resource, amount: 1 })
  if (method !== 'HEAD') meter.add({ item: 'cloudFrontBytes', resource, amount: answer.body.length })
  const length = answer.status === 304 ? {} : { 'content-length': answer.body.length }
  response.writeHead(answer.status, { ...answer.headers, ...length })
  response.end(method === 'HEAD' ? undefined : answer.body)
}

/** A port that was asked for must be free; the one that it had before is only preferred. */
function listen(server: Server, port: number, elsewhere: boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (!elsewhere || port === 0 || error.code !== 'EADDRINUSE') reject(error)
      else listen(server, 0, false).then(resolve, reject)
    })
    server.listen(port, '127.0.0.1', resolve)
  })
}
