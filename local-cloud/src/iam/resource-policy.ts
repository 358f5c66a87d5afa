import { compilePolicy } from './policy/compile-policy.ts'
import { contextLookup } from './policy/context-lookup.ts'
import { evaluate } from './policy/evaluate.ts'
import type { Policy } from './policy/policy.ts'

/** A statement of a resource policy, as JSON. */
export type ResourceStatement = Record<string, unknown>

export interface ServiceRequest {
  /** For example `apigateway.amazonaws.com`. */
  service: string
  /** The resource that the service acts for. */
  sourceArn?: string
  sourceAccount?: string
  action: string
  resource: string
}

/**
 * Whether a resource policy lets an AWS service in. The statements are whole (`Principal: { Service }`, `Action`, `Resource`, `Condition`);
 * throws for one that is malformed.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services
 */
export function allowsService(statements: ResourceStatement[], request: ServiceRequest): boolean {
  if (statements.length === 0) return false
  const { service, sourceArn, sourceAccount, action, resource } = request
  const decision = evaluate(
    {
      identity: [],
      boundary: null,
      session: null,
      resource: { type: 'resource-based policy', policy: compiled(statements), caller: { kind: 'service', service } },
    },
    {
      action,
      resource,
      lookup: contextLookup({
        'aws:SourceArn': sourceArn,
        'aws:SourceAccount': sourceAccount,
        'aws:PrincipalIsAWSService': 'true',
        'aws:PrincipalServiceName': service,
        'aws:SecureTransport': 'true',
      }),
    },
  )
  return decision.allowed
}

const cache = new Map<string, Policy>()
const CACHED_POLICIES = 1000

/** The policy of which these are the statements. */
export function compiled(statements: ResourceStatement[]): Policy {
  const text = JSON.stringify({ Version: '2012-10-17', Statement: statements })
  let policy = cache.get(text)
  if (!policy) {
    policy = compilePolicy(text, 'resource')
    if (cache.size >= CACHED_POLICIES) cache.clear()
    cache.set(text, policy)
  }
  return policy
}
