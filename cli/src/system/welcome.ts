import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Endpoints } from './endpoints.ts'
import { STYLE, welcomePage } from './welcome-page.ts'

/** Serves the page that greets a newcomer: what runs, where, and what to try. */
export async function startWelcome(
  port: number,
  endpoints: Omit<Endpoints, 'web' | 'console'>,
): Promise<{ url: string; close(): Promise<void> }> {
  const html = welcomePage(endpoints)
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0]
    const [status, type, body] =
      path === '/'
        ? [200, 'text/html; charset=utf-8', html]
        : path === '/style.css'
          ? [200, 'text/css; charset=utf-8', STYLE]
          : [404, 'text/plain; charset=utf-8', 'There is no such page.']
    response.writeHead(status as number, {
      'content-type': type,
      'content-security-policy': "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
    response.end(request.method === 'HEAD' ? undefined : body)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
