import {
  type AuthorizerContext,
  encodeAuthorizerContext,
  MAX_AUTHORIZER_ANSWER_BYTES,
} from '@tenantry/contracts/authorizer-context.ts'
import { MAX_SHARDS } from '@tenantry/contracts/ids.ts'
import { type Asked, NO_PLAN, type Plan } from '@tenantry/contracts/plan.ts'
import type { RoutePatterns } from '@tenantry/contracts/service/route-patterns.ts'
import type { Limit } from './limit.ts'

/** A session token of a role with tags; AWS gives no bound, and those seen have less than 2.5 kB. */
const SESSION_TOKEN_BYTES = 2500
const STAGE_ARN = 'arn:aws-us-gov:execute-api:us-isof-south-1:000000000000:abcdefghij/v1/'
const LONGEST_CONTEXT: AuthorizerContext = {
  tenantId: 'x'.repeat(12),
  // 64 characters, of which the longest have four bytes.
  tenantName: '\u{1f3e0}'.repeat(64),
  userId: 'x'.repeat(36),
  role: 'TenantAdmin',
  tier: 'x'.repeat(64),
  readShards: MAX_SHARDS,
  writeShards: MAX_SHARDS,
  plan: NO_PLAN,
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
  journal: 'x'.repeat(255),
  credentials: {
    accessKeyId: 'x'.repeat(20),
    secretAccessKey: 'x'.repeat(40),
    sessionToken: 'x'.repeat(SESSION_TOKEN_BYTES),
  },
}

/** The longest maximum of an allowance. */
const LONGEST_MAXIMUM = 1_000_000_000
const longestPlan = ({ entitlements, allowances }: Asked): Plan => ({
  entitlements,
  allowances: Object.fromEntries(allowances.map((key) => [key, LONGEST_MAXIMUM])),
  spent: allowances,
})

/** Bytes of the longest answer for a role that may call what these patterns match, of services that ask for these keys of a plan. */
function answerBytes({ allow, deny }: RoutePatterns, asked: Asked): number {
  const statement = (Effect: string, patterns: string[]) => ({
    Effect,
    Action: 'execute-api:Invoke',
    Resource: patterns.map((pattern) => `${STAGE_ARN}${pattern}`),
  })
  const answer = {
    principalId: LONGEST_CONTEXT.userId,
    policyDocument: { Version: '2012-10-17', Statement: [statement('Allow', allow), statement('Deny', deny)] },
    context: { ...encodeAuthorizerContext({ ...LONGEST_CONTEXT, plan: longestPlan(asked) }), denial: 'FORBIDDEN' },
    usageIdentifierKey: 'x'.repeat(128),
  }
  return Buffer.byteLength(JSON.stringify(answer))
}

export const authorizerAnswer: Limit = {
  name: 'answer of an authorizer',
  max: MAX_AUTHORIZER_ANSWER_BYTES,
  unit: 'bytes',
  page: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html',
  fix: 'Its route patterns are too many: give routes with the same roles a common beginning. Each entitlement that services ask for takes its key.',
  measure: (templates) =>
    templates.flatMap(({ stack, Resources }) =>
      Object.entries(Resources).flatMap(([id, { Properties }]) =>
        Object.entries(patternsOf(Properties)).map(([role, patterns]) => ({
          of: `${stack}/${id}, for a ${role}`,
          used: answerBytes(patterns, askedIn(Properties)),
        })),
      ),
    ),
}

/** What each tenant role may call, of a function that is an authorizer. */
function patternsOf({ Environment }: Record<string, unknown>): Record<string, RoutePatterns> {
  const { ROUTE_PATTERNS } = (Environment as { Variables?: Record<string, unknown> } | undefined)?.Variables ?? {}
  return typeof ROUTE_PATTERNS === 'string' ? JSON.parse(ROUTE_PATTERNS) : {}
}

/** Of which keys of a plan an authorizer tells. */
function askedIn({ Environment }: Record<string, unknown>): Asked {
  const { PLAN_KEYS } = (Environment as { Variables?: Record<string, unknown> } | undefined)?.Variables ?? {}
  return typeof PLAN_KEYS === 'string' ? JSON.parse(PLAN_KEYS) : { entitlements: [], allowances: [] }
}
