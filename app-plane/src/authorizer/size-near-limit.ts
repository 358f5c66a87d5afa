import { MAX_AUTHORIZER_ANSWER_BYTES } from '@tenantry/contracts/authorizer-context.ts'
import type { AuthorizerResult } from './authorize.ts'

/** The share of the limit above which an answer is worth a warning. */
const NEAR = 0.8

/**
 * The size of an answer that comes near what API Gateway takes, and the limit; null for all others. Synthesis checks the longest answer, but
 * the length of a session token is not bounded by AWS.
 */
export function sizeNearLimit(result: AuthorizerResult): { bytes: number; limit: number } | null {
  const bytes = Buffer.byteLength(JSON.stringify(result))
  return bytes > NEAR * MAX_AUTHORIZER_ANSWER_BYTES ? { bytes, limit: MAX_AUTHORIZER_ANSWER_BYTES } : null
}
