import { AwsError } from '../core/aws-error.ts'
import type { CloudContext } from '../core/cloud-context.ts'
import type { Iam } from '../core/faces.ts'
import type { RoleSession } from '../core/principal.ts'
import type { Access } from '../core/service.ts'
import type { CallerPolicies } from './caller-policies.ts'
import { contextLookup } from './policy/context-lookup.ts'
import { denialMessage } from './policy/denial-message.ts'
import { evaluate, type Policies, type Request } from './policy/evaluate.ts'
import { requestContext } from './principal-context.ts'
import { allowsService, compiled } from './resource-policy.ts'

/** An access that a session of a role asked for. */
export interface DecidedAccess extends Request {
  roleName: string
  allowed: boolean
}

export type OnAccess = (access: DecidedAccess) => void

/** Every access must be allowed; the first that is refused names the reason. */
export function authorize({
  context,
  policiesOf,
  onAccess,
}: {
  context: CloudContext
  policiesOf: (session: RoleSession) => CallerPolicies
  onAccess: OnAccess
}): Iam['authorize'] {
  return (principal, accesses, code = 'AccessDenied') => {
    const refuse = (message: string) => new AwsError(code, message, code === 'AccessDenied' ? 403 : 400)
    switch (principal.kind) {
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
      case 'root':
        return
      case 'anonymous':
        throw missingToken(code)
      case 'service': {
        // A service has no identity policies: only the policy of the resource lets it in.
        const decision = { allowed: false, explicit: false, policyType: 'resource-based policy' } as const
        for (const access of accesses) {
          if (allowsService(access.resourcePolicy ?? [], { ...principal, ...access })) continue
          throw refuse(denialMessage(principal.service, access, decision))
        }
        return
      }
      case 'role-session': {
        const { context: callerContext, ...policies } = policiesOf(principal)
        const common = requestContext(context)
        for (const access of accesses) {
          const { action, resource } = access
          const lookup = contextLookup(callerContext, common, access.context ?? {})
          const decision = evaluate(
            { ...policies, resource: policyOf(access, principal) },
            { action, resource, lookup },
          )
          onAccess({ roleName: principal.roleName, action, resource, lookup, allowed: decision.allowed })
          if (!decision.allowed) throw refuse(denialMessage(principal.arn, access, decision))
        }
        return
      }
      default:
        principal satisfies never
    }
  }
}

function policyOf({ resourcePolicy = [] }: Access, session: RoleSession): Policies['resource'] {
  if (resourcePolicy.length === 0) return null
  const { arn: sessionArn, roleArn, roleId, accountId } = session
  const caller = { kind: 'session', sessionArn, roleArn, roleId, accountId } as const
  return { type: 'resource-based policy', policy: compiled(resourcePolicy), caller }
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html */
function missingToken(code: string): AwsError {
  return code === 'AccessDenied'
    ? new AwsError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403)
    : new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token')
}
