import { MAX_AUTHORIZER_RESULT_BYTES } from '../../limits.ts'
import type { Caller } from '../exchange.ts'
import { type CompiledPolicy, compilePolicy, MalformedPolicy } from './policy.ts'

/** What an authorizer said about a caller. */
export interface AuthorizerResult {
  caller: Caller
  policy: CompiledPolicy
}

/**
 * Reads a Lambda authorizer's output; throws MalformedPolicy with what is wrong.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
 */
export function readAuthorizerResult(payload: string): AuthorizerResult {
  if (Buffer.byteLength(payload) > MAX_AUTHORIZER_RESULT_BYTES) {
    throw new MalformedPolicy(`the result is larger than ${MAX_AUTHORIZER_RESULT_BYTES} bytes`)
  }
  const result = parseObject(payload)
  const { principalId, policyDocument, context, usageIdentifierKey } = result
  if (typeof principalId !== 'string') throw new MalformedPolicy('principalId is not a string')
  if (usageIdentifierKey !== undefined && usageIdentifierKey !== null && typeof usageIdentifierKey !== 'string') {
    throw new MalformedPolicy('usageIdentifierKey is not a string')
  }
  return {
    caller: { principalId, context: readContext(context), usageIdentifierKey: usageIdentifierKey ?? null },
    policy: compilePolicy(policyDocument),
  }
}

function parseObject(payload: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(payload)
  } catch {
    throw new MalformedPolicy('the result is not JSON')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new MalformedPolicy('the result is not an object')
  }
  return value as Record<string, unknown>
}

/** Only strings, numbers and booleans may be passed on, and all arrive as strings. */
function readContext(context: unknown): Record<string, string> {
  if (context === undefined || context === null) return {}
  if (typeof context !== 'object' || Array.isArray(context)) throw new MalformedPolicy('context is not an object')
  return Object.fromEntries(
    Object.entries(context).map(([key, value]) => {
      if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
        throw new MalformedPolicy(`context.${key} is neither string, number nor boolean`)
      }
      return [key, String(value)]
    }),
  )
}
