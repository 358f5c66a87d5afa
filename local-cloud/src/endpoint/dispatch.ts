import { AwsError } from '../core/aws-error.ts'
import type { Iam } from '../core/faces.ts'
import type { Principal } from '../core/principal.ts'
import { runOperation } from '../core/run-operation.ts'
import type { Call, InternalApi, Operation, Service } from '../core/service.ts'
import { jsonProtocol } from './protocols/json.ts'
import { type EndpointRequest, type EndpointResponse, type Protocol, rawResponse } from './protocols/protocol.ts'
import { formOf, queryProtocol } from './protocols/query.ts'
import { s3Error } from './protocols/raw.ts'
import { restJsonProtocol } from './protocols/rest-json.ts'
import { describeUnserved } from './protocols/unserved.ts'

// Each protocol is registered under the names of the services that it decodes, so the pairing below cannot go wrong.
const PROTOCOLS: Record<Exclude<Service['protocol'], 'raw'>, Protocol> = {
  'json-1.0': jsonProtocol as Protocol,
  'json-1.1': jsonProtocol as Protocol,
  query: queryProtocol as Protocol,
  'rest-json': restJsonProtocol as Protocol,
}

export interface Dispatch extends InternalApi {
  /** Answers one request to the AWS endpoint: decode, authenticate, authorize, run, encode. */
  handle(request: EndpointRequest): Promise<EndpointResponse>
}

/** A call over the wire, as a trail of the account's API calls shows it. */
export interface ApiCall {
  principal: Principal
  service: string
  /** Of S3, which has no names on the wire, the HTTP method. */
  operation: string
}

/** A call that went well, over the wire or inside the process. */
export interface ServedCall {
  service: string
  operation: string
  input: unknown
  output: unknown
}

/** The one door to every emulated service, over the wire and inside the process. */
export function dispatch({
  services,
  iam,
  log,
  observe,
  served = () => {},
}: {
  services: Service[]
  iam: Iam
  log: (line: string) => void
  /** Called for each call whose caller is known, before it is authorized. */
  observe: (call: ApiCall) => void
  /** Called for each call of an operation that went well. */
  served?: (call: ServedCall) => void
}): Dispatch {
  const byName = new Map(services.map((service) => [service.name, service]))
  const byTarget = new Map(
    services.flatMap((service) => ('targetPrefix' in service ? [[service.targetPrefix, service]] : [])),
  )

  /** The service that decodes the request; undefined when no emulated one does. */
  const find = (request: EndpointRequest, scope: string | null): Service | undefined => {
    const target = request.headers['x-amz-target']
    if (typeof target === 'string') return byTarget.get(target.split('.')[0] ?? '')
    if (scope === null) return findByVersion(services, request)
    const service = byName.get(scope)
    // A JSON service without a target speaks to a client of its other protocols.
    return service && 'targetPrefix' in service ? undefined : service
  }

  const failure = (
    error: unknown,
    request: EndpointRequest,
    encode: (error: AwsError, id: string) => EndpointResponse,
  ) => {
    if (error instanceof AwsError) return encode(error, request.requestId)
    log(
      `internal error in ${request.method} ${request.headers['x-amz-target'] ?? request.url.split('?')[0]}: ${stackOf(error)}`,
    )
    return encode(new AwsError('InternalFailure', 'The local cloud failed; its log says why.', 500), request.requestId)
  }

  return {
    async handle(request) {
      const scope = scopedService(request)
      const service = find(request, scope)
      if (!service) return refuseUnserved(request, scope)
      if (service.protocol === 'raw') {
        try {
          const principal = iam.authenticate(request)
          observe({ principal, service: service.name, operation: request.method })
          iam.authorize(principal, service.access(request), 'AccessDenied')
          const { requestId, sourceIp, headers } = request
          return rawResponse(await service.handle(request, { principal, requestId, sourceIp, headers }), requestId)
        } catch (error) {
          return failure(error, request, s3Error)
        }
      }
      const protocol = PROTOCOLS[service.protocol]
      try {
        const decoded = protocol.decode(service, request)
        const open = decoded.operation.access === 'public'
        const call: Call = {
          principal: open ? { kind: 'anonymous' } : iam.authenticate(request),
          requestId: request.requestId,
          sourceIp: request.sourceIp,
          headers: request.headers,
        }
        observe({ principal: call.principal, service: service.name, operation: decoded.name })
        const output = await runOperation(service, decoded.name, decoded.input, call, (operation, input) =>
          authorize(iam, operation, input, call, protocol.accessDeniedCode),
        )
        served({ service: service.name, operation: decoded.name, input: decoded.input, output })
        return protocol.encode(service, decoded, output, request.requestId)
      } catch (error) {
        return failure(error, request, (known, id) => protocol.encodeError(known, id, service))
      }
    },

    async call(principal, serviceName, operationName, input, traceHeader) {
      const service = byName.get(serviceName)
      if (!service || service.protocol === 'raw') {
        throw new AwsError(
          'UnknownOperationException',
          `The local cloud does not support ${serviceName}:${operationName}.`,
        )
      }
      const headers = traceHeader === undefined ? {} : { 'x-amzn-trace-id': traceHeader }
      const call: Call = { principal, requestId: 'internal', sourceIp: 'AWS Internal', headers }
      const { accessDeniedCode } = PROTOCOLS[service.protocol]
      const output = await runOperation(service, operationName, input, call, (operation, accepted) =>
        authorize(iam, operation, accepted, call, accessDeniedCode),
      )
      served({ service: serviceName, operation: operationName, input, output })
      return output
    },
  }
}

function authorize(iam: Iam, operation: Operation, input: unknown, call: Call, code: string): void {
  if (operation.access !== 'public') iam.authorize(call.principal, operation.access(input, call), code)
}

/** A call without a signature, as STS has some, says by its version of which query service it is. */
function findByVersion(services: Service[], request: EndpointRequest): Service | undefined {
  const version = formOf(request).get('Version')
  return services.find((service) => service.protocol === 'query' && service.version === version)
}

function refuseUnserved(request: EndpointRequest, scope: string | null): EndpointResponse {
  const { operation, code, encodeError } = describeUnserved(request, scope)
  const error =
    scope === null
      ? new AwsError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403)
      : new AwsError(code, `The local cloud does not support ${scope}:${operation}.`)
  return encodeError(error, request.requestId)
}

/** The service name in the credential scope: `Credential=<key>/<date>/<region>/<service>/aws4_request`, in the header or in a presigned URL. */
function scopedService(request: EndpointRequest): string | null {
  const header = /Credential=[^/,\s]+\/\d{8}\/[^/]+\/([^/]+)\/aws4_request/.exec(request.headers.authorization ?? '')
  const query = /X-Amz-Credential=[^&]*?%2F\d{8}%2F[^%]+%2F([^%]+)%2Faws4_request/i.exec(request.url)
  return header?.[1] ?? query?.[1] ?? null
}

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error))
