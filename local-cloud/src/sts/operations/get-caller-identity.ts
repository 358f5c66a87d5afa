import type { GetCallerIdentityResponse } from '@aws-sdk/client-sts'
import { AwsError } from '../../core/aws-error.ts'
import type { Operation } from '../../core/service.ts'

/** Needs no permission, and cannot be denied. https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export function getCallerIdentity(): Operation<unknown, GetCallerIdentityResponse> {
  return {
    input: {},
    access: () => [],
    run: (_input, { principal }) => {
      switch (principal.kind) {
        case 'root':
          return { Account: principal.accountId, UserId: principal.accountId, Arn: principal.arn }
        case 'role-session': {
          const UserId = `${principal.roleId}:${principal.sessionName}`
          return { Account: principal.accountId, UserId, Arn: principal.arn }
        }
        default:
          throw new AwsError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403)
      }
    },
  }
}
