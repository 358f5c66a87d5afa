import { Duration } from 'aws-cdk-lib'
import { ArnPrincipal, CompositePrincipal, Effect, type IRole, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam'
import type { Construct } from 'constructs'
import type { AppPlaneData } from './data.ts'

/**
 * The actions that carry leading keys, one by one. Scan carries none, so a condition with ForAllValues would hold for it: it is not here,
 * nor is PartiQL, which has actions of its own.
 */
const KEYED_ACTIONS = [
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
  'dynamodb:DeleteItem',
  'dynamodb:Query',
  'dynamodb:BatchGetItem',
  'dynamodb:BatchWriteItem',
  'dynamodb:ConditionCheckItem',
]

/**
 * The one role whose sessions reach tenants' data. A session is bound to its tenant by the tag that it carries; the session policy that
 * the authorizer passes narrows it further, to the caller's role, and that of a worker to its work.
 */
export function tenantAccessRole(scope: Construct, data: AppPlaneData, assumedBy: IRole[]): Role {
  const role = new Role(scope, 'TenantAccess', {
    description: "Tenants' data, for sessions tagged with a TenantId",
    assumedBy: new CompositePrincipal(...assumedBy.map(forOneTenant)),
    maxSessionDuration: Duration.hours(1),
  })
  role.addToPolicy(
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable, resolved by IAM
    ownKeys(KEYED_ACTIONS, [data.products.tableArn, data.orders.tableArn], '${aws:PrincipalTag/TenantId}-*'),
  )
  role.addToPolicy(
    // A local index has the partition keys of its table, so the same key binds it.
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable, resolved by IAM
    ownKeys(['dynamodb:Query'], data.entityIndexes, '${aws:PrincipalTag/TenantId}-*'),
  )
  role.addToPolicy(
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable, resolved by IAM
    ownKeys(KEYED_ACTIONS, [data.memberships.tableArn], '${aws:PrincipalTag/TenantId}'),
  )
  role.addToPolicy(
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable, resolved by IAM
    ownKeys(['dynamodb:PutItem'], [data.outbox.tableArn], '${aws:PrincipalTag/TenantId}-*'),
  )
  for (const one of assumedBy) role.grant(one, 'sts:AssumeRole', 'sts:TagSession')
  return role
}

/** Who may assume the role, and only for the one tenant that the session's tag and name say. */
const forOneTenant = (role: IRole) =>
  new ArnPrincipal(role.roleArn)
    .withConditions({
      Null: { 'aws:RequestTag/TenantId': 'false' },
      'ForAllValues:StringEquals': { 'aws:TagKeys': ['TenantId'] },
      // The audit trail names the tenant, and cannot name another one.
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable, resolved by IAM
      StringEquals: { 'sts:RoleSessionName': '${aws:RequestTag/TenantId}' },
    })
    .withSessionTags()

/** Allows actions on items whose partition key is like `key`; a request without keys matches no statement. */
function ownKeys(actions: string[], resources: string[], key: string): PolicyStatement {
  return new PolicyStatement({
    effect: Effect.ALLOW,
    actions,
    resources,
    conditions: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [key] },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    },
  })
}
