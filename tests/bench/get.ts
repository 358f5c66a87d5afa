import { Agent, type IncomingHttpHeaders, request } from 'node:http'

export interface Got {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

export type Get = (url: string, token: string) => Promise<Got>

/** GET over kept connections: the lightest client there is, so that the figures are the system's. */
export function getter(): Get & { close(): void } {
  const agent = new Agent({ keepAlive: true })
  const get: Get = (url, token) =>
    new Promise((resolve, reject) => {
      const outgoing = request(url, { agent, headers: { authorization: `Bearer ${token}` } }, (answer) => {
        let body = ''
        answer.setEncoding('utf8')
        answer.on('data', (chunk: string) => {
          body += chunk
        })
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }))
        answer.on('error', reject)
      })
      outgoing.on('error', reject)
      outgoing.end()
    })
  return Object.assign(get, { close: () => agent.destroy() })
}
