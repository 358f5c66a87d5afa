import { fencePartition, journalPartition } from '@tenantry/contracts/moves.ts'
import { Duration, Stack } from 'aws-cdk-lib'
import { ArnPrincipal, CompositePrincipal, type IRole, type Role } from 'aws-cdk-lib/aws-iam'
import type { Construct } from 'constructs'
import { allowWithWildcard } from '../foundation/allow-with-wildcard.ts'
import { InlineRole } from '../foundation/inline-role.ts'
import { mayGoUnused, type UnusedRight } from '../foundation/may-go-unused.ts'
import { ACCESS_PATH } from '../names.ts'
import type { Place } from './place.ts'
import { isJournaled, type TenantWork, tenantRights } from './tenant-rights.ts'

/** The tenant of a session, in policies: the tag that the session carries. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable, resolved by IAM
export const TENANT = '${aws:PrincipalTag/TenantId}'

export interface AccessProps extends TenantWork {
  description: string
  /** The role of the function that works, or that vends sessions to those who do. */
  assumedBy: Role
  /** Rights of its sessions that no journey uses. */
  unused?: readonly UnusedRight[]
}

/**
 * Gives a role the work on tenants' data, and answers the ARN of the access role of which it vends sessions. In a silo the role has the rights
 * itself, bound to the one tenant, and the ARN is empty: there is nothing to assume.
 */
export function worksForTenants(scope: Construct, id: string, place: Place, props: AccessProps): string {
  if (place.kind === 'pool') return accessRole(scope, id, props).roleArn
  for (const statement of tenantRights(place.tenantId, props)) props.assumedBy.addToPrincipalPolicy(statement)
  return ''
}

/**
 * What one tenant role or one worker may do to tenants' data, as its routes or its descriptor say. Each session is bound to one tenant by the
 * tag that it carries; the session policy binds it again.
 */
export function accessRole(
  scope: Construct,
  id: string,
  { description, assumedBy, unused = [], ...work }: AccessProps,
): Role {
  const path = accessPath(id)
  const role = new InlineRole(scope, id, {
    description,
    assumedBy: new CompositePrincipal(...forOneTenant(assumedBy)),
    maxSessionDuration: Duration.hours(1),
    path,
  })
  for (const statement of tenantRights(TENANT, work)) role.addToPolicy(statement)
  if (unused.length > 0) mayGoUnused({ role }, ...unused)
  if (isJournaled(work)) {
    const [fences, journals] = [fencePartition(TENANT, '*'), journalPartition(TENANT, '*')]
    const reason = "Used while the tenant's data moves"
    mayGoUnused(
      { role },
      { action: 'dynamodb:ConditionCheckItem', of: fences, reason },
      { action: 'dynamodb:PutItem', of: journals, reason },
    )
  }
  mayAssume(assumedBy, path)
  return role
}

/** A path that only this access role has. */
export const accessPath = (id: string): string => `${ACCESS_PATH}${id}/`

/**
 * Lets a function vend sessions. The two roles name each other, and a policy beside them would be one more resource for each: the access role has a path
 * of its own, by which it is named before it is there.
 */
export function mayAssume(role: Role, path: string): void {
  const resource = Stack.of(role).formatArn({ service: 'iam', region: '', resource: `role${path}*` })
  allowWithWildcard(
    { role },
    {
      sid: `Assume${path.replace(/\W/g, '')}`,
      actions: ['sts:AssumeRole', 'sts:TagSession'],
      resources: [resource],
      reason: 'CloudFormation makes the name of the role, the only one on its path.',
    },
  )
}

/**
 * Who may assume the role, and only for the one tenant that the session's tag and name say. Two statements: the name of a session is a
 * condition key of AssumeRole alone, and TagSession is evaluated by itself.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html
 */
export function forOneTenant(role: IRole) {
  const tagged = { Null: { 'aws:RequestTag/TenantId': 'false' } }
  return [
    new ArnPrincipal(role.roleArn).withConditions({
      ...tagged,
      // The audit trail names the tenant, and cannot name another one.
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable, resolved by IAM
      StringEquals: { 'sts:RoleSessionName': '${aws:RequestTag/TenantId}' },
    }),
    new TagSessionPrincipal(role.roleArn).withConditions({
      ...tagged,
      'ForAllValues:StringEquals': { 'aws:TagKeys': ['TenantId'] },
    }),
  ]
}

class TagSessionPrincipal extends ArnPrincipal {
  override readonly assumeRoleAction = 'sts:TagSession'
}
