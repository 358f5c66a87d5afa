import { entityTag } from '@tenantry/contracts/entity-tag.ts'
import type { Route } from '@tenantry/contracts/route.ts'
import { ApiError } from './api-error.ts'
import { bodyBytes, bodyText, readBody } from './http-body.ts'
import { type ApiResponse, failed, type Outcome, respond } from './http-response.ts'
import { type AnswersOf, answerOnce } from './kept-answers.ts'
import type { LambdaContext, ProxyEvent, ProxyResult } from './lambda-proxy.ts'
import type { Logger } from './logger.ts'
import { pathParameters } from './path-parameters.ts'
import { assertPlanAllows } from './plan.ts'
import { type Precondition, takePrecondition } from './precondition.ts'
import { runWork } from './run-work.ts'

/** A request after the gateway, parsed as far as every operation needs. */
export interface ApiRequest {
  operation: string
  params: Record<string, string>
  query: Record<string, string>
  /** Lower-case names. */
  headers: Record<string, string>
  /** Parsed JSON, undefined when empty; without the version that a conditional route takes in it. */
  body: unknown
  /** Which version of what it changes the caller means; null when they do not say, and for a route that is not conditional. */
  precondition: Precondition | null
  /** The authorizer's context. */
  caller: Record<string, string>
  requestId: string
  /** The address that called the gateway; what headers say of it is the caller's own word. */
  sourceIp: string
}

export type { ApiResponse }

export const ok = (body: unknown): ApiResponse => ({ status: 200, body })
export const created = (body: unknown): ApiResponse => ({ status: 201, body })
export const accepted = (body: unknown): ApiResponse => ({ status: 202, body })
export const noContent = (): ApiResponse => ({ status: 204 })

export type ApiOperation = (request: ApiRequest) => Promise<ApiResponse>

/** A service with a POST keeps answers. */
export type AnswersFor<R> = [Extract<R, { method: 'POST' }>] extends [never] ? null : AnswersOf

type Routes = readonly Route<string, string>[]
/** The operations of one service in a route table. */
export type OperationOf<R extends Routes, S extends string> = Extract<R[number], { service: S }>['operation']

/** The Lambda handler of one service: `operations` must cover each of its routes, which the compiler checks. It never logs an event. */
export function apiHandler<const R extends Routes, const S extends R[number]['service']>(options: {
  routes: R
  service: S
  operations: Record<OperationOf<R, S>, ApiOperation>
  /** Where answers to POSTs with an idempotency key are kept; null for a service without a POST. */
  answers: AnswersFor<Extract<R[number], { service: S }>>
  logger: Logger
}): (event: ProxyEvent, context: Pick<LambdaContext, 'awsRequestId'>) => Promise<ProxyResult> {
  const { routes, service, logger, answers } = options
  const operations = new Map(Object.entries<ApiOperation>(options.operations))

  async function handle(event: ProxyEvent, caller: Record<string, string>, route: R[number] | undefined) {
    const run = route && operations.get(route.operation)
    if (!run) throw new ApiError('NOT_FOUND', 'There is no such route.')
    const headers = headersOf(event)
    refuseOtherTenant(headers['x-tenant-id'], caller.tenantId)
    assertPlanAllows(route, caller)
    const { operation } = route
    const { requestId, identity } = event.requestContext
    const params = pathParameters(strings(event.pathParameters))
    const query = strings(event.queryStringParameters)
    const body = readBody(event, headers)
    const conditional = route.conditional ? takePrecondition(headers, body) : { precondition: null, body }
    const { sourceIp } = identity
    const request = { operation, params, query, headers, ...conditional, caller, requestId, sourceIp }
    const work = async () => withEntityTag(await run(request), params[firstParameter(route.path)])
    const key = headers['idempotency-key']
    if (key === undefined || route.method !== 'POST') return work()
    if (!answers) throw new Error(`${service} has a POST and keeps no answers`)
    const content = [params, query, headers['if-match'] ?? null, bodyText(event)]
    return answerOnce(answers(caller), { key, operation, caller, content }, work, { logger })
  }

  return async (event, { awsRequestId }) => {
    const { requestId } = event.requestContext
    const caller = strings(event.requestContext.authorizer)
    const route = routes.find(
      (one) => one.service === service && one.method === event.httpMethod && one.path === event.resource,
    )
    const { tenantId = null, userId, tier = null } = caller
    const beginning = {
      kind: 'request' as const,
      usageId: requestId,
      functionRequestId: awsRequestId,
      // Operators have neither.
      tenantId: tenantId || null,
      tier: tier || null,
      operation: route?.operation ?? UNKNOWN,
      keys: { requestId, userId },
      correlationId: requestId,
      bytesIn: bodyBytes(event),
    }
    let code: string | undefined
    const answer = async () => {
      const outcome = await attempt(() => handle(event, caller, route))
      code = outcome.code
      if (outcome.error && !(outcome.error instanceof ApiError)) logger.error('request failed', outcome.error as Error)
      return respond(outcome, requestId)
    }
    return runWork(logger, beginning, answer, (settled) => {
      if ('error' in settled) return { status: 500 }
      const { statusCode, body } = settled.result
      return { status: statusCode, bytesOut: Buffer.byteLength(body), notes: { code } }
    })
  }
}

/** The operation of a request for no route of the service. */
const UNKNOWN = 'unknown'

/** The name of a path's first parameter: what the path is about. */
const firstParameter = (path: string): string => /\{(\w+)\}/.exec(path)?.[1] ?? ''

/** The answer, with the entity tag of the version that it shows. */
function withEntityTag(response: ApiResponse, idInPath: string | undefined): ApiResponse {
  const body = typeof response.body === 'object' && response.body !== null ? response.body : {}
  const { version, id = idInPath } = { id: undefined, version: undefined, ...body }
  if (typeof version !== 'number' || typeof id !== 'string') return response
  return { ...response, headers: { ...response.headers, etag: entityTag(id, version) } }
}

async function attempt(run: () => Promise<ApiResponse>): Promise<Outcome> {
  try {
    return { response: await run() }
  } catch (error) {
    return failed(error)
  }
}

/** A caller may name the tenant that it expects; a token of another tenant is then an error, never a silent switch. */
function refuseOtherTenant(expected: string | undefined, tenantId: string | undefined) {
  if (expected === undefined || tenantId === undefined || expected === tenantId) return
  throw new ApiError('TENANT_MISMATCH', 'The token belongs to another tenant than the one that X-Tenant-Id names.', {
    field: 'X-Tenant-Id',
  })
}

// A record without a prototype: a name such as `constructor` finds nothing.
function strings(record: Record<string, unknown> | null | undefined): Record<string, string> {
  const entries = Object.entries(record ?? {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  return Object.assign(Object.create(null), Object.fromEntries(entries))
}

/** By names in lower case. Entity tags may be spread over several lines. */
function headersOf({ headers, multiValueHeaders }: ProxyEvent): Record<string, string> {
  const entries = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value])
  const lines = Object.entries(multiValueHeaders ?? {}).find(([name]) => name.toLowerCase() === 'if-match')?.[1]
  return strings(Object.fromEntries([...entries, ...(lines ? [['if-match', lines.join(', ')]] : [])]))
}
