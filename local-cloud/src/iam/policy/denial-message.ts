import type { Decision } from './evaluate.ts'

const IN_A = {
  'identity-based policy': 'an identity-based policy',
  'permissions boundary': 'a permissions boundary',
  'session policy': 'a session policy',
  'resource-based policy': 'a resource-based policy',
  'role trust policy': 'the role trust policy',
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html#access-denied-error-examples */
export function denialMessage(
  who: string,
  { action, resource }: { action: string; resource: string },
  decision: Extract<Decision, { allowed: false }>,
): string {
  const where = decision.policyType === 'role trust policy' ? '' : ` on resource: ${resource}`
  const what = `User: ${who} is not authorized to perform: ${action}${where}`
  return decision.explicit
    ? `${what} with an explicit deny in ${IN_A[decision.policyType]}`
    : `${what} because no ${decision.policyType} allows the ${action} action`
}
