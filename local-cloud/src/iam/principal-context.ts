import type { CloudContext } from '../core/cloud-context.ts'
import type { RoleSession } from '../core/principal.ts'
import type { ContextKeys } from './policy/context-lookup.ts'

/** Condition keys of every request. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
export function requestContext({ clock, region, accountId }: CloudContext): ContextKeys {
  const now = clock.now()
  return {
    'aws:CurrentTime': new Date(now).toISOString(),
    'aws:EpochTime': String(Math.floor(now / 1000)),
    'aws:RequestedRegion': region,
    'aws:ResourceAccount': accountId,
    // The loopback endpoint stands for AWS's, which speaks TLS.
    'aws:SecureTransport': 'true',
    'aws:ViaAWSService': 'false',
  }
}

/** Condition keys that say who calls. Session tags win over the role's own. */
export function sessionContext(session: RoleSession, roleTags: Record<string, string>): ContextKeys {
  return {
    'aws:PrincipalArn': session.roleArn,
    'aws:PrincipalAccount': session.accountId,
    'aws:PrincipalType': 'AssumedRole',
    'aws:PrincipalIsAWSService': 'false',
    'aws:MultiFactorAuthPresent': 'false',
    'aws:userid': `${session.roleId}:${session.sessionName}`,
    ...tagKeys('aws:PrincipalTag/', session.tags),
    ...inherited(roleTags, session.tags),
  }
}

/** Tags as condition keys. */
export const tagKeys = (prefix: 'aws:PrincipalTag/' | 'aws:RequestTag/', tags: Record<string, string>): ContextKeys =>
  Object.fromEntries(Object.entries(tags).map(([key, value]) => [`${prefix}${key}`, value]))

function inherited(roleTags: Record<string, string>, sessionTags: Record<string, string>): ContextKeys {
  const overridden = new Set(Object.keys(sessionTags).map((key) => key.toLowerCase()))
  const kept = Object.entries(roleTags).filter(([key]) => !overridden.has(key.toLowerCase()))
  return tagKeys('aws:PrincipalTag/', Object.fromEntries(kept))
}
