import type { CloudContext } from '../../core/cloud-context.ts'
import { newTraceRoot, traceHeaderOf } from '../../core/trace-header.ts'
import type { GatewayError } from './gateway-error.ts'
import type { StageRequest } from './stage-request.ts'

/** What a request may be told of the stage that it reached. */
export interface NamedStage {
  accountId: string
  apiId: string
  name: string
  deploymentId: string
  domainName: string
  /** `arn:aws:execute-api:<region>:<account>:<api>`; `/<stage>/<verb>/<path>` follows. */
  arn: string
  variables: Record<string, string> | null
  /** Whether it writes segments to X-Ray. */
  isTraced: boolean
}

/** And of the method. */
export interface NamedMethod {
  resourceId: string
  resourcePath: string
}

/** One request on its way through a stage; each station adds what it learnt. */
export interface Exchange<Stage extends NamedStage = NamedStage, Method extends NamedMethod = NamedMethod> {
  readonly request: StageRequest
  readonly stage: Stage
  readonly requestId: string
  readonly extendedRequestId: string
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  traceId: string
  method: Method | null
  pathParameters: Record<string, string> | null
  authorizer: Caller | null
  apiKey: { id: string; value: string } | null
  error: GatewayError | null
  /** Milliseconds; null until it was called. */
  authorizerLatency: number | null
  /** Of the invocation that answered for this request; null when a cached result did. */
  authorizerRequestId: string | null
  integrationLatency: number | null
  /** Status that the integration returned, and its own request id. */
  integrationStatus: number | null
  integrationRequestId: string | null
  /** Of its line in the access log. */
  logBytes: number
}

/** Who the authorizer says is calling; all values are strings, as in `$context.authorizer`. */
export interface Caller {
  principalId: string
  context: Record<string, string>
  /** The API key's value, for APIs whose key source is AUTHORIZER. */
  usageIdentifierKey: string | null
}

/** Starts the life of a request. */
export function beginExchange<Stage extends NamedStage, Method extends NamedMethod>(
  { clock, ids }: CloudContext,
  stage: Stage,
  request: StageRequest,
): Exchange<Stage, Method> {
  const startedAt = clock.now()
  return {
    request,
    stage,
    startedAt,
    requestId: ids.uuid(),
    extendedRequestId: ids.bytes(11).toString('base64'),
    traceId: traceHeaderOf(request.headers) ?? `Root=${newTraceRoot(startedAt, ids.bytes(12))}`,
    method: null,
    pathParameters: null,
    authorizer: null,
    apiKey: null,
    error: null,
    authorizerLatency: null,
    authorizerRequestId: null,
    integrationLatency: null,
    integrationStatus: null,
    integrationRequestId: null,
    logBytes: 0,
  }
}
