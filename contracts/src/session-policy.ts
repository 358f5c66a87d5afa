import type { TenantRole } from './roles.ts'
import {
  type TableAction,
  TENANT_ROUTES,
  TENANT_TABLES,
  type TenantRoute,
  type TenantTable,
} from './tenant-api/routes.ts'

/** Partition keys of a table: one for each shard of a tenant, or the tenant's id alone. */
const KEYS: Record<TenantTable, (tenantId: string) => string> = {
  products: (tenantId) => `${tenantId}-*`,
  orders: (tenantId) => `${tenantId}-*`,
  memberships: (tenantId) => tenantId,
}

/**
 * What follows a table's ARN where lists are sorted by local indexes. The asterisk stands for `/index/…`, which written out would not fit;
 * the access role's own policy names each table and index.
 */
const INDEXES: Record<TenantTable, '' | '*'> = { products: '*', orders: '*', memberships: '' }

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
  const Statement = statementsOf(role, routes).map(({ tables, actions }) => ({
    Effect: 'Allow',
    Action: actions.map((action) => `dynamodb:${action}`),
    Resource: tables.map((table) => `${tableArns[table]}${INDEXES[table]}`),
    Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [KEYS[tables[0]](tenantId)] } },
  }))
  const policy = JSON.stringify({ Version: '2012-10-17', Statement })
  if (policy.length > MAX_SESSION_POLICY_LENGTH) {
    throw new Error(`The session policy of ${role} has ${policy.length} characters: shorten the tables' names`)
  }
  return policy
}

interface Statement {
  tables: readonly [TenantTable, ...TenantTable[]]
  actions: readonly TableAction[]
}

/** Tables with the same keys share a statement when all that a role can do to one it can do to the other. */
function statementsOf(role: TenantRole, routes: readonly TenantRoute[]): Statement[] {
  const needed = TENANT_TABLES.map((table) => ({ table, actions: actionsOn(table, role, routes) }))
  const groups = Map.groupBy(
    needed.filter(({ actions }) => actions.length > 0),
    ({ table, actions }) => JSON.stringify([KEYS[table](''), withImplied(actions)]),
  )
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (!first) return []
    const actions = others.length === 0 ? first.actions : withImplied(first.actions)
    return [{ tables: [first.table, ...others.map(({ table }) => table)], actions }]
  })
}

function actionsOn(table: TenantTable, role: TenantRole, routes: readonly TenantRoute[]): TableAction[] {
  const own = routes.filter(({ roles }) => roles !== 'public' && roles.includes(role))
  return sorted(own.flatMap(({ needs }) => needs[table] ?? []))
}

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
