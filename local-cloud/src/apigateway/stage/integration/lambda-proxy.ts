import { AwsError } from '../../../core/aws-error.ts'
import type { Invocation } from '../../../core/faces.ts'
import type { LambdaProxyIntegration } from '../../stores/rest-api-config.ts'
import type { Exchange } from '../exchange.ts'
import { GatewayError, integrationError } from '../gateway-error.ts'
import type { StageResponse } from '../stage-request.ts'
import { type Invoker, invokeFunction, TimedOut } from './invoke-function.ts'
import { proxyEvent } from './proxy-event.ts'
import { proxyResponse } from './proxy-response.ts'

/** Hands a request to a function and its output to the client. */
export function lambdaProxy({ functionArn, timeoutMs }: LambdaProxyIntegration, invoker: Invoker) {
  return async (exchange: Exchange): Promise<StageResponse> => {
    const { stage, request, method } = exchange
    const sourceArn = `${stage.arn}/${stage.name}/${request.method}${method?.resourcePath ?? '/'}`
    const event = JSON.stringify(proxyEvent(exchange))
    const startedAt = invoker.clock.now()
    let invocation: Invocation
    try {
      invocation = await invokeFunction(invoker, functionArn, event, sourceArn, exchange.traceId, timeoutMs)
    } catch (error) {
      throw notInvoked(error)
    } finally {
      exchange.integrationLatency = invoker.clock.now() - startedAt
    }
    // Lambda's own answer was 200, whatever the function made of it.
    exchange.integrationStatus = 200
    exchange.integrationRequestId = invocation.requestId
    if (invocation.functionError)
      throw integrationError(502, `Lambda function error ${errorTypeOf(invocation.payload)}`)
    const response = proxyResponse(invocation.payload)
    response.headers['X-Amzn-Trace-Id'] = exchange.traceId
    return response
  }
}

/** https://repost.aws/knowledge-center/api-gateway-lambda-function-permissions */
function notInvoked(error: unknown): unknown {
  if (error instanceof TimedOut) return new GatewayError('INTEGRATION_TIMEOUT', 'Endpoint request timed out')
  if (!(error instanceof AwsError)) return error
  if (error.status === 403 || error.status === 404) {
    return new GatewayError('API_CONFIGURATION_ERROR', 'Internal server error', { reason: error.message })
  }
  return integrationError(500, error.message)
}

/** Messages and traces of functions may hold secrets: only the type reaches the local cloud's log. */
function errorTypeOf(payload: string): string {
  return String((JSON.parse(payload) as { errorType?: unknown } | null)?.errorType ?? '')
}
