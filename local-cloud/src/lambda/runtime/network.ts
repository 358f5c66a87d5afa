import dgram from 'node:dgram'
import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http'
import https from 'node:https'
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'
import { urlToHttpOptions } from 'node:url'

/** Not by an import, which loads undici: https://github.com/nodejs/node/blob/v24.x/lib/http.js */
const http = process.getBuiltinModule('node:http')

type Answer = (response: IncomingMessage) => void

/**
 * The network as the function sees it: requests to AWS's host names go to the local cloud, with the name in `x-forwarded-host`;
 * loopback is reachable, and nothing else is.
 */
export function installNetwork(endpoint: string): void {
  const { hostname, port } = new URL(endpoint)
  const original = { http: http.request, https: https.request, fetch: globalThis.fetch }

  const route = (request: (options: RequestOptions, answer?: Answer) => ClientRequest) =>
    function routed(...input: unknown[]): ClientRequest {
      const [options, answer] = requestArguments(input)
      const host = options.hostname ?? options.host ?? 'localhost'
      if (!isAws(host)) return request(options, answer)
      const { agent: _agent, createConnection: _connection, ...rest } = options
      const headers = { ...rest.headers, 'x-forwarded-host': host }
      return original.http({ ...rest, protocol: 'http:', host: hostname, hostname, port, headers }, answer)
    }
  const get =
    (request: (...input: unknown[]) => ClientRequest) =>
    (...input: unknown[]): ClientRequest => {
      const started = request(...input)
      started.end()
      return started
    }
  const requests = { http: route(original.http), https: route(original.https) }
  Object.assign(http, { request: requests.http, get: get(requests.http) })
  Object.assign(https, { request: requests.https, get: get(requests.https) })
  syncBuiltinESMExports()

  globalThis.fetch = (input, init) => {
    const request = new Request(input, init)
    const url = new URL(request.url)
    if (!isAws(url.hostname)) return original.fetch(input, init)
    const routed = new Request(new URL(url.pathname + url.search, endpoint), request)
    routed.headers.set('x-forwarded-host', url.hostname)
    return original.fetch(routed)
  }
  guardSockets()
  guardDatagrams()
}

const isAws = (host: string): boolean => /\.amazonaws\.com$/i.test(host)
const isLoopback = (host: string): boolean => /^(localhost|127(\.\d+){3}|\[?::1\]?)$/i.test(host)

/** `request(url[, options][, callback])` and `request(options[, callback])` in one form. */
function requestArguments(input: unknown[]): [RequestOptions, Answer | undefined] {
  const [first, second] = input
  const answer = input.find((value): value is Answer => typeof value === 'function')
  const more = typeof second === 'object' && second !== null ? second : {}
  if (typeof first === 'string' || first instanceof URL) {
    return [{ ...urlToHttpOptions(new URL(first)), ...more } as RequestOptions, answer]
  }
  return [{ ...(first as RequestOptions) }, answer]
}

/** Below every client (http, https, fetch, raw sockets): a connection to anywhere else ends in an error that names the host. */
function guardSockets(): void {
  const connect = net.Socket.prototype.connect
  net.Socket.prototype.connect = function guarded(this: net.Socket, ...input: unknown[]) {
    const host = target(input)
    // biome-ignore lint/suspicious/noExplicitAny: `connect` has as many signatures as arguments
    if (isLoopback(host)) return connect.apply(this, input as any)
    process.nextTick(() => this.destroy(unreachable(host)))
    return this
  } as typeof connect
}

const unreachable = (host: string): Error =>
  Object.assign(new Error(`A function in the local cloud reaches AWS's APIs and loopback only, not ${host}.`), {
    code: 'ENETUNREACH',
    host,
  })

/** The same for UDP, by which segments go to X-Ray's daemon. */
function guardDatagrams(): void {
  const { send, connect } = dgram.Socket.prototype
  const guard = (original: typeof send | typeof connect, hostOf: (input: unknown[]) => unknown) =>
    function guarded(this: dgram.Socket, ...input: unknown[]) {
      const host = hostOf(input)
      // biome-ignore lint/suspicious/noExplicitAny: the methods have as many signatures as arguments
      if (typeof host !== 'string' || isLoopback(host)) return (original as any).apply(this, input)
      const callback = input.find((value): value is (error: Error) => void => typeof value === 'function')
      process.nextTick(() => (callback ? callback(unreachable(host)) : this.emit('error', unreachable(host))))
    }
  // What is sent may be a text, too, and so may the port; the address is the one behind them.
  const isAddress = (value: unknown) => typeof value === 'string' && Number.isNaN(Number(value))
  dgram.Socket.prototype.send = guard(send, ([, ...rest]) => rest.find(isAddress))
  dgram.Socket.prototype.connect = guard(connect, ([, host]) => host)
}

function target(input: unknown[]): string {
  // Node's own callers pass the arguments in a normalized array.
  const first: unknown = Array.isArray(input[0]) ? input[0][0] : input[0]
  if (typeof first === 'object' && first !== null) {
    const { host, path } = first as { host?: string; path?: string }
    return path === undefined || host !== undefined ? (host ?? 'localhost') : path
  }
  if (typeof first === 'string' && Number.isNaN(Number(first))) return first
  return typeof input[1] === 'string' ? input[1] : 'localhost'
}
