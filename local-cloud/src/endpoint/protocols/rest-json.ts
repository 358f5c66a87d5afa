import { AwsError } from '../../core/aws-error.ts'
import { type Operation, RawOutput, type Service } from '../../core/service.ts'
import { parseBody } from './json.ts'
import { type EndpointRequest, type Protocol, rawResponse } from './protocol.ts'

type RestService = Extract<Service, { protocol: 'rest-json' }>
type Route = { name: string; operation: Operation; method: string; pattern: RegExp; literals: number }

const routesOf = new WeakMap<RestService, Route[]>()

/** REST JSON: method and path name the operation. https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html */
export const restJsonProtocol: Protocol<RestService> = {
  accessDeniedCode: 'AccessDeniedException',

  decode(service, request) {
    const [path = '/', query = ''] = request.url.split('?', 2)
    for (const route of compileRoutes(service)) {
      const match = route.method === request.method ? route.pattern.exec(path) : null
      if (!match) continue
      const parameters = Object.fromEntries(
        Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]),
      )
      const input = {
        ...body(route.operation, request),
        ...readQuery(query),
        ...readHeaders(route.operation, request),
        ...parameters,
      }
      return { name: route.name, operation: route.operation, input }
    }
    throw new AwsError(
      'UnknownOperationException',
      `The local cloud does not support ${service.name} ${request.method} ${path}.`,
      404,
    )
  },

  encode(_service, decoded, output, requestId) {
    if (output instanceof RawOutput) return rawResponse(output, requestId)
    return {
      status: decoded.operation.http?.status ?? 200,
      headers: { 'content-type': 'application/json', 'x-amzn-requestid': requestId },
      body: output === undefined ? '' : JSON.stringify(output),
    }
  },

  encodeError: (error, requestId, service) => ({
    status: error.status,
    headers: { 'content-type': 'application/json', 'x-amzn-requestid': requestId, 'x-amzn-errortype': error.code },
    body: JSON.stringify({
      [service?.errorShape?.(error.code).messageMember ?? 'message']: error.message,
      ...error.members,
    }),
  }),
}

function body(operation: Operation, request: EndpointRequest): object {
  const member = operation.http?.rawBody
  return member ? { [member]: request.body } : (parseBody(request) as object)
}

/** A parameter that is given several times is a list. */
function readQuery(query: string): Record<string, string | string[]> {
  const parameters = new URLSearchParams(query)
  return Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => {
      const [value = '', ...more] = parameters.getAll(name)
      return [name, more.length > 0 ? [value, ...more] : value]
    }),
  )
}

/** Headers of AWS's that belong to no operation. */
const COMMON_HEADERS = /^x-amz-(date|security-token|content-sha256|user-agent)$/

/** The members that the operation takes from headers; a header of AWS's that it does not know stands under its own name, to be refused by that. */
function readHeaders({ http }: Operation, { headers }: EndpointRequest): Record<string, unknown> {
  const members = Object.entries(http?.headers ?? {})
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name.startsWith('x-amz-') && !COMMON_HEADERS.test(name))
      .map(([name, value]) => [members.find(([, header]) => header === name)?.[0] ?? name, value]),
  )
}

function compileRoutes(service: RestService): Route[] {
  let routes = routesOf.get(service)
  if (!routes) {
    routes = Object.entries(service.operations).flatMap(([name, operation]) => {
      if (!operation.http) return []
      const { method, path } = operation.http
      const pattern = new RegExp(`^${path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}/?$`)
      return [{ name, operation, method, pattern, literals: path.replace(/\{\w+\}/g, '').length }]
    })
    // `/apikeys/import` must win over `/apikeys/{id}`.
    routes.sort((a, b) => b.literals - a.literals)
    routesOf.set(service, routes)
  }
  return routes
}
