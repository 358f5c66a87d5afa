import { Duration } from 'aws-cdk-lib'
import { ArnPrincipal, CompositePrincipal, Effect, type IRole, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam'
import type { Construct } from 'constructs'

// biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable, resolved by IAM
const TENANT = '${aws:PrincipalTag/TenantId}'
/** Partition keys of a table whose items belong to tenants, for the tenant of a session. */
export const OWN_SHARDS = `${TENANT}-*`
export const OWN_ID = TENANT

/** A role whose sessions are each bound to one tenant, by the tag that they carry. */
export function tenantRole(
  scope: Construct,
  id: string,
  { description, assumedBy, statements }: { description: string; assumedBy: IRole[]; statements: PolicyStatement[] },
): Role {
  const role = new Role(scope, id, {
    description,
    assumedBy: new CompositePrincipal(...assumedBy.map(namedForTenant)),
    maxSessionDuration: Duration.hours(1),
  })
  for (const one of assumedBy) role.assumeRolePolicy?.addStatements(taggedForTenant(one))
  for (const statement of statements) role.addToPolicy(statement)
  for (const one of assumedBy) role.grant(one, 'sts:AssumeRole', 'sts:TagSession')
  return role
}

// Two statements, because STS evaluates the two actions with different condition keys: only sts:AssumeRole knows the session's name.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html

/** Who may assume the role: the audit trail names the tenant of the tag, and cannot name another one. */
const namedForTenant = (role: IRole) =>
  new ArnPrincipal(role.roleArn).withConditions({
    Null: { 'aws:RequestTag/TenantId': 'false' },
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable, resolved by IAM
    StringEquals: { 'sts:RoleSessionName': '${aws:RequestTag/TenantId}' },
  })

/** What its sessions may be tagged with: the tenant, and nothing else. */
const taggedForTenant = (role: IRole) =>
  new PolicyStatement({
    effect: Effect.ALLOW,
    principals: [new ArnPrincipal(role.roleArn)],
    actions: ['sts:TagSession'],
    conditions: {
      Null: { 'aws:RequestTag/TenantId': 'false' },
      'ForAllValues:StringEquals': { 'aws:TagKeys': ['TenantId'] },
    },
  })

/** Allows actions on items whose partition key is like `key`; a request without keys matches no statement. */
export function ownKeys(actions: string[], resources: string[], key: string): PolicyStatement {
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
