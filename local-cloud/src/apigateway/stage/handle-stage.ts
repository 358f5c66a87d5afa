import type { CloudContext } from '../../core/cloud-context.ts'
import { MAX_BODY_BYTES, MAX_HEADER_BYTES } from '../limits.ts'
import type { StageExchange } from './compiled-stage.ts'
import { beginExchange, type Exchange } from './exchange.ts'
import { GatewayError, integrationError } from './gateway-error.ts'
import { type Meters, meter } from './metering/admit-key.ts'
import type { RequestMetrics } from './request-metrics.ts'
import { matchRoute } from './route-tree.ts'
import type { StageRequest, StageResponse } from './stage-request.ts'
import type { Stages } from './stages.ts'
import { renderGatewayResponse } from './templates/render-gateway-response.ts'
import type { TraceRequest } from './trace-request.ts'

/** What is told of requests besides the access log. */
interface Observers {
  measure: RequestMetrics
  trace: TraceRequest
  count: (exchange: Exchange, status: number) => void
  bill: (exchange: Exchange) => void
}

/** Serves requests to stages. Never throws. */
export function stageHandler(
  context: CloudContext,
  stages: Stages,
  { measure, trace, count, bill }: Observers,
  meters: Meters,
) {
  const handle = async (request: StageRequest): Promise<StageResponse> => {
    const stage = stages(request.apiId, request.stageName)
    if (!stage) return noStage(context)
    const exchange: StageExchange = beginExchange(context, stage, request)
    const endTrace = trace(exchange)
    let response: StageResponse
    try {
      response = await serve(exchange, meters)
    } catch (error) {
      exchange.error = gatewayErrorOf(error)
      const { reason } = exchange.error
      if (reason) context.log(`apigateway: ${request.method} ${request.path} (${idsOf(exchange)}): ${reason}`)
      response = renderGatewayResponse(exchange, exchange.error)
    }
    response.headers['x-amzn-RequestId'] = exchange.requestId
    response.headers['x-amz-apigw-id'] = exchange.extendedRequestId
    measure(exchange, response.status, context.clock.now())
    endTrace(response.status)
    await stage.accessLog?.(exchange, response)
    count(exchange, response.status)
    bill(exchange)
    return response
  }
  return { handle, noStage: () => noStage(context) }
}

/** The life of a request: headers, route, size, authorizer, key and limits, integration. */
async function serve(exchange: StageExchange, meters: Meters): Promise<StageResponse> {
  const { request, stage } = exchange
  if (headerBytes(request) > MAX_HEADER_BYTES) {
    throw new GatewayError('REQUEST_TOO_LARGE', `HTTP header is larger than ${MAX_HEADER_BYTES} bytes.`)
  }
  const match = matchRoute(stage.routes, request.method, request.path)
  // What AWS says of an unknown resource and of an unknown verb alike.
  if (!match) throw new GatewayError('MISSING_AUTHENTICATION_TOKEN', 'Missing Authentication Token')
  const { method } = match
  exchange.method = method
  exchange.pathParameters = match.pathParameters
  if (request.body.length > MAX_BODY_BYTES) {
    throw new GatewayError('REQUEST_TOO_LARGE', `HTTP content length exceeded ${MAX_BODY_BYTES} bytes.`)
  }
  if (method.authorizer) await method.authorizer(exchange)
  meter(meters, exchange)
  return method.integrate(exchange)
}

/** The request's own id, and the one under which the function that failed has logged. */
function idsOf({ requestId, authorizerRequestId, integrationRequestId }: Exchange): string {
  const failed = integrationRequestId ?? authorizerRequestId
  return failed === null ? requestId : `${requestId}, in the function's log ${failed}`
}

function headerBytes({ method, stageName, path, query, headers }: StageRequest): number {
  const line = `${method} /${stageName}${path}${query && `?${query}`} HTTP/1.1`
  return Buffer.byteLength([line, ...Object.values(headers).flatMap((values) => values ?? [])].join(''))
}

function gatewayErrorOf(error: unknown): GatewayError {
  if (error instanceof GatewayError) return error
  return integrationError(500, error instanceof Error ? (error.stack ?? error.message) : String(error))
}

/** AWS answers so for an API, a stage or a base path that does not exist; no gateway response applies. */
function noStage({ ids }: CloudContext): StageResponse {
  return {
    status: 403,
    headers: {
      'Content-Type': 'application/json',
      'x-amzn-RequestId': ids.uuid(),
      'x-amzn-ErrorType': 'ForbiddenException',
    },
    body: Buffer.from('{"message":"Forbidden"}'),
  }
}
