import { ERROR_STATUS, type ErrorBody } from '@tenantry/contracts/error-codes.ts'
import { ApiError } from './api-error.ts'
import type { ProxyResult } from './lambda-proxy.ts'

export interface ApiResponse {
  status: number
  body?: unknown
  /** In place of a body of JSON; a header names its type. */
  text?: string
  headers?: Record<string, string>
}

/** What came of an operation. */
export interface Outcome {
  response?: ApiResponse
  error?: unknown
  code?: string
}

const HEADERS = {
  'content-type': 'application/json',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  // Calls carry a bearer token and no cookie, so any origin may be let in.
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'ETag,Retry-After,X-Next-Cursor',
}

// DynamoDB's and STS's ways to say "later", after the SDK's own retries.
const BUSY = new Set([
  'Contended',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'Throttling',
  'TransactionInProgressException',
])

/** An error as the caller will see it: an ApiError as it is, a busy store 503, anything else 500 without a detail. */
export function failed(error: unknown): Outcome {
  if (error instanceof ApiError) return { error, code: error.code }
  return { error, code: error instanceof Error && BUSY.has(error.name) ? 'UNAVAILABLE' : 'INTERNAL' }
}

/** The answer in the form that API Gateway takes. */
export function respond({ response, error, code }: Outcome, requestId: string): ProxyResult {
  if (response) {
    const body = response.text ?? (response.body === undefined ? '' : JSON.stringify(response.body))
    return { statusCode: response.status, headers: { ...HEADERS, ...response.headers }, body }
  }
  const body = errorBody(error, code ?? 'INTERNAL', requestId)
  const headers = error instanceof ApiError ? error.headers : code === 'UNAVAILABLE' ? { 'retry-after': '1' } : {}
  const status = error instanceof ApiError ? error.status : ERROR_STATUS[code === 'UNAVAILABLE' ? code : 'INTERNAL']
  return { statusCode: status, headers: { ...HEADERS, ...headers }, body: JSON.stringify(body) }
}

function errorBody(error: unknown, code: string, requestId: string): ErrorBody {
  if (error instanceof ApiError) {
    const { message, field, entitlement } = error
    return {
      code,
      message,
      requestId,
      ...(field !== undefined && { field }),
      ...(entitlement !== undefined && { entitlement }),
    }
  }
  const message = code === 'UNAVAILABLE' ? 'The service is busy. Try again.' : 'Something went wrong on our side.'
  return { code, message, requestId }
}
