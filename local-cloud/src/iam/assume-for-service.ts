import { AwsError } from '../core/aws-error.ts'
import type { CloudContext } from '../core/cloud-context.ts'
import type { Iam } from '../core/faces.ts'
import { contextLookup } from './policy/context-lookup.ts'
import { denialMessage } from './policy/denial-message.ts'
import { evaluate } from './policy/evaluate.ts'
import { requestContext } from './principal-context.ts'
import { roleNameOf } from './role-arn.ts'
import type { IamState } from './state.ts'

/** A service role: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_terms-and-concepts.html */
export function assumeForService({
  context,
  state,
}: {
  context: CloudContext
  state: IamState
}): Iam['assumeForService'] {
  return ({ roleArn, service, sessionName, durationSeconds, sourceArn }) => {
    const found = state.roles.compiled(roleNameOf(roleArn))
    if (found?.role.arn !== roleArn) throw new AwsError('NoSuchEntity', `The role ${roleArn} cannot be found.`, 404)
    const access = { action: 'sts:AssumeRole', resource: roleArn }
    const decision = evaluate(
      {
        identity: [],
        boundary: null,
        session: null,
        resource: { type: 'role trust policy', policy: found.trust, caller: { kind: 'service', service } },
      },
      {
        ...access,
        lookup: contextLookup(requestContext(context), {
          'aws:PrincipalIsAWSService': 'true',
          'aws:PrincipalServiceName': service,
          'aws:SourceAccount': context.accountId,
          ...(sourceArn && { 'aws:SourceArn': sourceArn }),
          'sts:RoleSessionName': sessionName,
        }),
      },
    )
    if (!decision.allowed) throw new AwsError('AccessDenied', denialMessage(service, access, decision), 403)
    return state.sessions.create({
      role: found.role,
      sessionName,
      tags: {},
      transitiveTagKeys: [],
      sessionPolicy: null,
      durationSeconds,
    })
  }
}
