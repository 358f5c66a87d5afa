import type { TenantRole } from './roles.ts'
import {
  type TableAction,
  TENANT_ROUTES,
  TENANT_TABLES,
  type TenantRoute,
  type TenantTable,
} from './tenant-api/routes.ts'
import { TENANT_WORK, type TenantWorker } from './tenant-api/work.ts'

/** Partition keys of a tenant's items: its id alone, or one for each of its shards. */
const keysOf = (tenantId: string): string[] => [tenantId, `${tenantId}-*`]

/** Tables with local indexes, by which their lists are sorted: an asterisk stands for `/index/…`. */
const INDEXED: readonly TenantTable[] = ['products', 'orders']

/** Region and account are not written out, as the policy would not fit: the access role's own policy names each table and index in full. */
const resourceOf = (table: TenantTable, arn: string): string =>
  `${arn.replace(/^(arn:[^:]+:dynamodb):[^:]*:[^:]*:/, '$1:*:*:')}${INDEXED.includes(table) ? '*' : ''}`

/** STS takes 2,048 characters and a packed size that cannot be computed beforehand: half of it leaves room. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const MAX_SESSION_POLICY_LENGTH = 1000

/**
 * The session policy of a role in a tenant, as JSON text: what the operations that the role may call need, from the permission table.
 * It and the tenant access role's own policy must both allow a call; that one also refuses a request without leading keys.
 */
export function sessionPolicy(
  role: TenantRole,
  tenantId: string,
  tableArns: Record<TenantTable, string>,
  routes: readonly TenantRoute[] = TENANT_ROUTES,
): string {
  const own = routes.filter(({ roles }) => roles !== 'public' && roles.includes(role))
  return policyOf(
    role,
    own.map(({ needs }) => needs),
    tenantId,
    tableArns,
  )
}

/** The session policy of work that is done for a tenant without a request. */
export const workPolicy = (
  worker: TenantWorker,
  tenantId: string,
  tableArns: Partial<Record<TenantTable, string>>,
): string => policyOf(worker, [TENANT_WORK[worker]], tenantId, tableArns)

type Needs = TenantRoute['needs']

function policyOf(who: string, needs: Needs[], tenantId: string, tableArns: Partial<Record<TenantTable, string>>) {
  const resource = (table: TenantTable): string => {
    const arn = tableArns[table]
    if (arn === undefined) throw new Error(`The session policy of ${who} needs the ARN of the table ${table}`)
    return resourceOf(table, arn)
  }
  const allowed = statementsOf(needs).map(({ tables, actions }) => ({
    Effect: 'Allow',
    Action: actions.map((action) => `dynamodb:${action}`),
    Resource: tables.map(resource),
  }))
  const policy = JSON.stringify({ Version: '2012-10-17', Statement: [denyForeignKeys(tenantId), ...allowed] })
  if (policy.length > MAX_SESSION_POLICY_LENGTH) {
    throw new Error(`The session policy of ${who} has ${policy.length} characters: shorten the tables' names`)
  }
  return policy
}

/**
 * One statement for all tables: a condition in each would make the policy too long. A request without a key passes it, so no action without
 * a key may be allowed; the access role's own policy refuses those requests as well.
 */
const denyForeignKeys = (tenantId: string) => ({
  Effect: 'Deny',
  Action: 'dynamodb:*',
  Resource: '*',
  Condition: { 'ForAnyValue:StringNotLike': { 'dynamodb:LeadingKeys': keysOf(tenantId) } },
})

interface Statement {
  tables: readonly TenantTable[]
  actions: readonly TableAction[]
}

/** Tables share a statement when all that can be done to one can be done to the other. */
function statementsOf(needs: Needs[]): Statement[] {
  const needed = TENANT_TABLES.map((table) => ({ table, actions: actionsOn(table, needs) })).filter(
    ({ actions }) => actions.length > 0,
  )
  const groups = Map.groupBy(needed, ({ actions }) => JSON.stringify(withImplied(actions)))
  return [...groups.values()].map((group) => ({
    tables: group.map(({ table }) => table),
    actions: sorted(group.flatMap(({ actions }) => (group.length === 1 ? actions : withImplied(actions)))),
  }))
}

const actionsOn = (table: TenantTable, needs: Needs[]): TableAction[] =>
  sorted(needs.flatMap((one) => one[table] ?? []))

/** With the actions that give no further power: who reads an item may read several, and who reads and writes it may change a part of it. */
function withImplied(actions: readonly TableAction[]): TableAction[] {
  const reads = actions.includes('GetItem')
  return sorted([
    ...actions,
    ...(reads ? ['BatchGetItem' as const] : []),
    ...(reads && actions.includes('PutItem') ? ['UpdateItem' as const] : []),
  ])
}

const sorted = (actions: TableAction[]): TableAction[] => [...new Set(actions)].sort()
