import { auditTrail } from '@tenantry/contracts/audit.ts'
import { type Answering, tenantAnswers } from '@tenantry/contracts/idempotency.ts'
import { mergeNeeds } from '@tenantry/contracts/service/tables-of.ts'
import type { Need, TableAction, TenantKeys } from '@tenantry/contracts/service/tenant-table.ts'
import { Duration } from 'aws-cdk-lib'
import { ArnPrincipal, CompositePrincipal, type IRole, Policy, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam'
import type { Construct } from 'constructs'
import { InlineRole } from '../foundation/inline-role.ts'
import { allowKeys } from '../foundation/item-rights.ts'
import type { TenantTables } from './tenant-tables.ts'

// biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable, resolved by IAM
const TENANT = '${aws:PrincipalTag/TenantId}'

/** Partition keys of the tenant of a session. */
const OWN_KEYS: Record<TenantKeys, string> = {
  shards: `${TENANT}-*`,
  'tenant-id': TENANT,
}

export interface AccessRoleProps {
  description: string
  /** The role of the function that vends its sessions. */
  assumedBy: Role
  tables: TenantTables
  needs: readonly Need[]
  /** What its sessions do to entries of the outbox, and of which event types. */
  outbox?: { types: readonly string[]; actions: readonly TableAction[] }
  /** Whose answers its sessions keep for idempotency keys. */
  answers?: Answering
  /** The functions in whose names its sessions add audit records. */
  audits?: readonly string[]
}

/** A writer adds an entry in the transaction of its change, and deletes it once it was sent. */
export const WRITES_OUTBOX: readonly TableAction[] = ['PutItem', 'DeleteItem']
/** The sweeper deletes an entry that it sent, or lets it wait longer. */
export const SWEEPS_OUTBOX: readonly TableAction[] = ['DeleteItem', 'UpdateItem']

/**
 * What one tenant role or one worker may do to tenants' data, as its routes or its descriptor say. Each session is bound to one tenant by the
 * tag that it carries; the session policy binds it again.
 */
export function accessRole(scope: Construct, id: string, props: AccessRoleProps): Role {
  const { description, assumedBy, tables, needs, outbox, answers, audits = [] } = props
  const role = new InlineRole(scope, id, {
    description,
    assumedBy: new CompositePrincipal(...forOneTenant(assumedBy)),
    maxSessionDuration: Duration.hours(1),
  })
  for (const statement of statementsOf(tables, needs)) role.addToPolicy(statement)
  if (outbox && outbox.types.length > 0) {
    const keys = outbox.types.map((type) => `${TENANT}-${type}-*`)
    role.addToPolicy(allowKeys(outbox.actions, tables.outbox.tableArn, ...keys))
  }
  // A write that fails shows what is there, so nothing needs to be read.
  if (answers)
    role.addToPolicy(allowKeys(['PutItem'], tables.idempotency.tableArn, tenantAnswers(TENANT, answers, '*')))
  for (const writer of audits)
    role.addToPolicy(allowKeys(['PutItem'], tables.audit.tableArn, auditTrail(writer, TENANT)))
  mayAssume(assumedBy, role)
  return role
}

/** Lets a function vend sessions. The two roles name each other, so this right is in a policy of its own. */
function mayAssume(role: Role, { roleArn }: IRole): void {
  const found = role.node.tryFindChild('Vending')
  const policy = found instanceof Policy ? found : new Policy(role, 'Vending', { roles: [role] })
  policy.addStatements(new PolicyStatement({ actions: ['sts:AssumeRole', 'sts:TagSession'], resources: [roleArn] }))
}

/** Tables share a statement where the same may be done to them. */
function statementsOf(tables: TenantTables, needs: readonly Need[]): PolicyStatement[] {
  const merged = mergeNeeds(needs)
  const keyed = merged.map((need) => ({ ...need, id: JSON.stringify([need.table.keys, need.actions]) }))
  const onItems = [...Map.groupBy(keyed, ({ id }) => id).values()].map((group) => {
    const resources = group.map(({ table }) => tables.of(table).tableArn)
    const [first] = group
    return allowKeys(first?.actions ?? [], resources, OWN_KEYS[first?.table.keys ?? 'shards'])
  })
  // The slots of a table have its partition key, so the same keys bind them.
  const indexes = merged.flatMap(({ table, lists }) => (lists ? tables.indexesOf(table) : []))
  return [...onItems, ...(indexes.length > 0 ? [allowKeys(['Query'], indexes, OWN_KEYS.shards)] : [])]
}

/**
 * Who may assume the role, and only for the one tenant that the session's tag and name say. Two statements: the name of a session is a
 * condition key of AssumeRole alone, and TagSession is evaluated by itself.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html
 */
function forOneTenant(role: IRole) {
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
