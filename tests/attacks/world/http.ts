import { type ClientRequest, type IncomingMessage, Agent as PlainAgent, request as plainRequest } from 'node:http'
import { Agent as SecureAgent, request as secureRequest } from 'node:https'
import { setTimeout as wait } from 'node:timers/promises'

/** A request as it goes over the wire: nothing is encoded, ordered or left out, as a browser's fetch would. */
export interface Call {
  method: string
  /** Below the API's base URL. */
  path: string
  token?: string | undefined
  headers?: Record<string, string>
  /** Text as it is, anything else as JSON. */
  body?: unknown
}

export interface Reply {
  status: number
  text: string
}

const SOCKETS = { keepAlive: true, maxSockets: 24 }
const plain = new PlainAgent(SOCKETS)
const secure = new SecureAgent(SOCKETS)

/** How often a server that had no time is asked again. */
const PATIENCE = 3

/**
 * Sends a call; and again while a rate limit refuses it, as the suite is about isolation. A call that may be made twice is sent
 * again, too, when a busy machine did not answer in time.
 */
export async function send(baseUrl: string, call: Call, mayBeTwice = call.method === 'GET'): Promise<Reply> {
  for (let failures = 0; ; ) {
    const reply = await once(baseUrl.replace(/\/$/, ''), call)
    if (reply.status >= 500) failures++
    const late = reply.status >= 500 && mayBeTwice && failures <= PATIENCE
    if (!isThrottled(reply) && !late) return reply
    await wait(1000)
  }
}

/** A limit of requests, which passes in a moment. */
const isThrottled = ({ status, text }: Reply): boolean => status === 429 && text.includes('"THROTTLED"')

function once(base: string, { method, path, token, headers = {}, body }: Call): Promise<Reply> {
  const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body)
  const { protocol, hostname, port, pathname } = new URL(base)
  const target = {
    method,
    hostname,
    port,
    path: `${pathname}${path}`,
    headers: {
      ...(text !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...headers,
    },
  }
  return new Promise((resolve, reject) => {
    const answered = (response: IncomingMessage) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }))
      response.on('error', reject)
    }
    const outgoing: ClientRequest =
      protocol === 'https:'
        ? secureRequest({ ...target, agent: secure }, answered)
        : plainRequest({ ...target, agent: plain }, answered)
    outgoing.on('error', reject)
    outgoing.end(text)
  })
}

/** An answer in the words of an expectation: `200`, `404 NOT_FOUND`, `400 INVALID_REQUEST lines.0.quantity`. */
export function answerOf({ status, text }: Reply): string {
  if (status < 400) return String(status)
  try {
    const { code = '', field } = JSON.parse(text)
    return [status, code, field].filter((part) => part !== undefined && part !== '').join(' ')
  } catch {
    return `${status} ${text.slice(0, 80)}`
  }
}
