import type { TenantRole } from '@tenantry/contracts/roles.ts'
import type { RoutePatterns } from '@tenantry/contracts/service/route-patterns.ts'

/** Bytes of an authorizer's answer that API Gateway takes. https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const MAX_ANSWER_BYTES = 8 * 1024
/** The longest ARN of a stage, without a pattern. */
const STAGE_ARN_BYTES = 'arn:aws-us-gov:execute-api:ap-southeast-2:000000000000:abcdefghij/v1/'.length
/** Credentials with the longest session token, a tenant's name of 64 four-byte characters, and the other members. */
const CONTEXT_BYTES = 4_700
/** Each pattern's quotes and comma, and the statement around them. */
const QUOTES_BYTES = 3
const STATEMENTS_BYTES = 220

/** The size of the longest answer for a role. */
export function answerBytes({ allow, deny }: RoutePatterns): number {
  const patterns = [...allow, ...deny].reduce((sum, one) => sum + STAGE_ARN_BYTES + one.length + QUOTES_BYTES, 0)
  return patterns + STATEMENTS_BYTES + CONTEXT_BYTES
}

/** Throws at synthesis when an authorizer's answer could become larger than API Gateway takes: every request would be refused then. */
export function checkAuthorizerAnswer(kind: string, patterns: Record<TenantRole, RoutePatterns>): void {
  for (const [role, own] of Object.entries(patterns)) {
    const bytes = answerBytes(own)
    if (bytes <= MAX_ANSWER_BYTES) continue
    throw new Error(
      `The answer of the authorizer of ${kind} for a ${role} could have ${bytes} bytes; API Gateway takes ${MAX_ANSWER_BYTES}. ` +
        `Its ${own.allow.length + own.deny.length} route patterns are too many: give routes with the same roles a common beginning.`,
    )
  }
}
