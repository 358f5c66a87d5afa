import type { AssumeRoleResponse } from '@aws-sdk/client-sts'
import { AwsError } from '../../core/aws-error.ts'
import type { CloudContext } from '../../core/cloud-context.ts'
import type { RoleSession } from '../../core/principal.ts'
import type { Call, Operation } from '../../core/service.ts'
import { compilePolicy } from '../../iam/policy/compile-policy.ts'
import { type ContextKeys, contextLookup } from '../../iam/policy/context-lookup.ts'
import { denialMessage } from '../../iam/policy/denial-message.ts'
import { evaluate } from '../../iam/policy/evaluate.ts'
import { requestContext, tagKeys } from '../../iam/principal-context.ts'
import type { CompiledRole } from '../../iam/role.ts'
import { roleNameOf } from '../../iam/role-arn.ts'
import type { IamDirectory } from '../../iam/service.ts'
import { packedPolicySize } from '../packed-size.ts'
import { type SessionTags, sessionTags } from '../session-tags.ts'
import { type AssumeRoleRequest, parseAssumeRole } from './assume-role-input.ts'

interface Parts {
  context: CloudContext
  directory: IamDirectory
}

/**
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html. The trust policy and the caller's policies are evaluated together
 * when it runs, so there is nothing for the endpoint to authorize before.
 */
export function assumeRole(parts: Parts): Operation<Record<string, unknown>, AssumeRoleResponse> {
  const { directory } = parts
  return {
    input: {
      RoleArn: true,
      RoleSessionName: true,
      DurationSeconds: true,
      ExternalId: true,
      Policy: true,
      Tags: { Key: true, Value: true },
      TransitiveTagKeys: true,
    },
    access: () => [],
    run(input, call) {
      const caller = callerOf(call)
      const request = parseAssumeRole(input)
      if (request.sessionPolicy !== null) compilePolicy(request.sessionPolicy, 'identity')
      const packed = packedPolicySize(request)
      const found = directory.roles.compiled(roleNameOf(request.roleArn))
      const target = found?.role.arn === request.roleArn ? found : undefined
      const tags = sessionTags(request, directory.sessions.get(caller.accessKeyId))
      // A role that does not exist is refused in the words of one that exists, so that names cannot be probed.
      if (!target) throw refused(caller, { action: 'sts:AssumeRole', resource: request.roleArn })
      authorizeAssumption(parts, { caller, target, request, tags })
      checkDuration(request, target)
      const { credentials, session } = directory.sessions.create({
        role: target.role,
        sessionName: request.sessionName,
        tags: tags.all,
        transitiveTagKeys: tags.transitive,
        sessionPolicy: request.sessionPolicy,
        durationSeconds: request.durationSeconds,
      })
      const { accessKeyId, secretAccessKey, sessionToken, expiresAt } = credentials
      return {
        Credentials: {
          AccessKeyId: accessKeyId,
          SecretAccessKey: secretAccessKey,
          SessionToken: sessionToken,
          Expiration: new Date(expiresAt),
        },
        AssumedRoleUser: { AssumedRoleId: `${session.roleId}:${session.sessionName}`, Arn: session.arn },
        ...(packed !== null && { PackedPolicySize: packed }),
      }
    },
  }
}

function callerOf({ principal }: Call): RoleSession {
  if (principal.kind === 'role-session') return principal
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_manage-assume.html
  if (principal.kind === 'root') throw new AwsError('AccessDenied', 'Roles may not be assumed by root accounts.', 403)
  throw new AwsError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403)
}

interface Assumption {
  caller: RoleSession
  target: CompiledRole
  request: AssumeRoleRequest
  tags: SessionTags
}

/**
 * Tags need `sts:TagSession` besides: each action is evaluated by itself, with the condition keys that AWS lists for it. The session's name
 * and the external id belong to `sts:AssumeRole` alone, so a statement for both actions that asks for them lets no tagged session in.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_permissions-required
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html
 */
function authorizeAssumption({ context, directory }: Parts, { caller, target, request, tags }: Assumption): void {
  const { context: callerContext, ...policies } = directory.policiesOf(caller)
  const keys = Object.keys(tags.requested)
  const tagging: ContextKeys = {
    ...tagKeys('aws:RequestTag/', tags.requested),
    'aws:TagKeys': keys.length > 0 ? keys : undefined,
    'sts:TransitiveTagKeys': request.transitiveTagKeys.length > 0 ? request.transitiveTagKeys : undefined,
  }
  const actions: [string, ContextKeys][] = [
    [
      'sts:AssumeRole',
      { 'sts:RoleSessionName': request.sessionName, 'sts:ExternalId': request.externalId ?? undefined },
    ],
    ...(keys.length > 0 ? [['sts:TagSession', {}] as [string, ContextKeys]] : []),
  ]
  const { arn: sessionArn, roleArn, roleId, accountId } = caller
  const resource = {
    type: 'role trust policy',
    policy: target.trust,
    caller: { kind: 'session', sessionArn, roleArn, roleId, accountId },
  } as const
  for (const [action, own] of actions) {
    const lookup = contextLookup(callerContext, requestContext(context), tagging, own)
    const access = { action, resource: target.role.arn }
    const decision = evaluate({ ...policies, resource }, { ...access, lookup })
    directory.onAccess({ roleName: caller.roleName, ...access, lookup, allowed: decision.allowed })
    if (!decision.allowed) throw new AwsError('AccessDenied', denialMessage(sessionArn, access, decision), 403)
  }
}

const refused = (caller: RoleSession, access: { action: string; resource: string }): AwsError =>
  new AwsError(
    'AccessDenied',
    denialMessage(caller.arn, access, { allowed: false, explicit: false, policyType: 'role trust policy' }),
    403,
  )

/** A session that makes another one is role chaining. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining */
const CHAINED_SECONDS = 3600

function checkDuration({ durationSeconds }: AssumeRoleRequest, { role }: CompiledRole): void {
  if (durationSeconds > role.maxSessionSeconds) {
    throw new AwsError(
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    )
  }
  if (durationSeconds > CHAINED_SECONDS) {
    throw new AwsError(
      'ValidationError',
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    )
  }
}
