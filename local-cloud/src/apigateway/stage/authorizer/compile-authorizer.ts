import { AwsError } from '../../../core/aws-error.ts'
import type { Authorizer } from '../../stores/rest-api-config.ts'
import type { Exchange } from '../exchange.ts'
import { GatewayError } from '../gateway-error.ts'
import { type Invoker, invokeFunction, TimedOut } from '../integration/invoke-function.ts'
import { authorizerEvent } from './authorizer-event.ts'
import { type AuthorizerResult, readAuthorizerResult } from './authorizer-result.ts'
import { compileIdentitySource } from './identity-source.ts'
import { MalformedPolicy } from './policy.ts'
import type { ResultCache } from './result-cache.ts'

/** Lets a request pass, or throws the gateway response that ends it. Leaves the caller in the exchange. */
export type CompiledAuthorizer = (exchange: Exchange) => Promise<void> | void

/**
 * A Lambda authorizer, result cache included. Concurrent requests of one caller each ask the function until a result is cached, as on AWS.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
 */
export function compileAuthorizer(authorizer: Authorizer, invoker: Invoker, cache: ResultCache): CompiledAuthorizer {
  const sources = authorizer.identitySources.map(compileIdentitySource)
  const validation = authorizer.identityValidationExpression
    ? new RegExp(`^(?:${authorizer.identityValidationExpression})$`)
    : null

  return (exchange) => {
    const identity = sources.map((source) => source(exchange))
    const [token = null] = identity
    if (identity.includes(null) || (validation && !validation.test(token ?? ''))) throw unauthorized()
    const { stage, request } = exchange
    const methodArn = `${stage.arn}/${stage.name}/${request.method}${request.path}`
    const key = authorizer.resultTtl > 0 ? JSON.stringify([stage.arn, stage.name, authorizer.id, identity]) : null
    const cached = key === null ? undefined : cache.get(key)
    if (cached) {
      exchange.authorizerLatency = 0
      return admit(exchange, cached, methodArn)
    }
    return ask(authorizer, invoker, exchange, methodArn, token).then((result) => {
      if (key !== null) cache.put(key, result, authorizer.resultTtl)
      admit(exchange, result, methodArn)
    })
  }
}

const unauthorized = () => new GatewayError('UNAUTHORIZED', 'Unauthorized')

function admit(exchange: Exchange, result: AuthorizerResult, methodArn: string): void {
  exchange.authorizer = result.caller
  const verdict = result.policy(methodArn)
  if (verdict === 'allow') return
  const explicit = verdict === 'explicit-deny' ? ' with an explicit deny' : ''
  throw new GatewayError('ACCESS_DENIED', `User is not authorized to access this resource${explicit}`)
}

async function ask(
  authorizer: Authorizer,
  invoker: Invoker,
  exchange: Exchange,
  methodArn: string,
  token: string | null,
): Promise<AuthorizerResult> {
  const startedAt = invoker.clock.now()
  const event = JSON.stringify(authorizerEvent(exchange, authorizer.type, methodArn, token))
  const sourceArn = `${exchange.stage.arn}/authorizers/${authorizer.id}`
  try {
    const { requestId, payload, functionError } = await invokeFunction(
      invoker,
      authorizer.functionArn,
      event,
      sourceArn,
      exchange.traceId,
    )
    exchange.authorizerRequestId = requestId
    if (functionError) throw failure(payload)
    return readAuthorizerResult(payload)
  } catch (error) {
    if (error instanceof MalformedPolicy) throw broken('AUTHORIZER_CONFIGURATION_ERROR', error.message)
    if (error instanceof TimedOut) throw broken('AUTHORIZER_FAILURE', 'the authorizer timed out')
    if (error instanceof AwsError) {
      throw broken(error.status === 429 ? 'AUTHORIZER_FAILURE' : 'AUTHORIZER_CONFIGURATION_ERROR', error.message)
    }
    throw error
  } finally {
    exchange.authorizerLatency = invoker.clock.now() - startedAt
  }
}

/** A function that throws `Unauthorized` means 401; anything else is its own failure. */
function failure(payload: string): GatewayError {
  const { errorMessage, errorType } = JSON.parse(payload) as { errorMessage?: string; errorType?: string }
  return errorMessage === 'Unauthorized'
    ? unauthorized()
    : broken('AUTHORIZER_FAILURE', `the authorizer failed: ${errorType}`)
}

const broken = (type: 'AUTHORIZER_CONFIGURATION_ERROR' | 'AUTHORIZER_FAILURE', reason: string) =>
  new GatewayError(type, null, { reason })
