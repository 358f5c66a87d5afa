import type { TenantRole } from './roles.ts'
import {
  type TableAction,
  TENANT_ROUTES,
  TENANT_TABLES,
  type TenantRoute,
  type TenantTable,
} from './tenant-api/routes.ts'
import { TENANT_WORK, type TenantWorker } from './tenant-api/work.ts'

/** Partition keys of a table: one for each shard of a tenant, or the tenant's id alone. */
const KEYS: Record<TenantTable, (tenantId: string) => string> = {
  products: (tenantId) => `${tenantId}-*`,
  orders: (tenantId) => `${tenantId}-*`,
  memberships: (tenantId) => tenantId,
  outbox: (tenantId) => `${tenantId}-*`,
}

/**
 * A table that is written together with another one is in its statement, as a statement of its own would not fit; the access role's own policy
 * allows no more than PutItem on it.
 */
const BESIDE: Partial<Record<TenantTable, TenantTable>> = { outbox: 'orders' }

/** What CloudFormation puts at the end of a physical name: a hyphen and twelve or thirteen characters. */
const SUFFIX = /-[0-9A-Z]{12,13}$/

/**
 * How a table is named. An asterisk stands for `/index/…` where lists are sorted by local indexes, or for the end of the name: written out it
 * would not fit. The access role's own policy names each table and index in full.
 */
const RESOURCES: Record<TenantTable, (arn: string) => string> = {
  products: (arn) => `${arn}*`,
  orders: (arn) => `${arn}*`,
  memberships: (arn) => arn,
  outbox: (arn) => arn.replace(SUFFIX, '-*'),
}

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
    return RESOURCES[table](arn)
  }
  const Statement = statementsOf(needs).map(({ tables, actions }) => ({
    Effect: 'Allow',
    Action: actions.map((action) => `dynamodb:${action}`),
    Resource: tables.map(resource),
    Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [KEYS[tables[0]](tenantId)] } },
  }))
  const policy = JSON.stringify({ Version: '2012-10-17', Statement })
  if (policy.length > MAX_SESSION_POLICY_LENGTH) {
    throw new Error(`The session policy of ${who} has ${policy.length} characters: shorten the tables' names`)
  }
  return policy
}

interface Statement {
  tables: readonly [TenantTable, ...TenantTable[]]
  actions: readonly TableAction[]
}

/** Tables with the same keys share a statement when all that can be done to one can be done to the other. */
function statementsOf(needs: Needs[]): Statement[] {
  const needed = TENANT_TABLES.map((table) => ({ table, actions: actionsOn(table, needs) })).filter(
    ({ actions }) => actions.length > 0,
  )
  const beside = needed.filter(({ table }) => BESIDE[table])
  const groups = Map.groupBy(
    needed.filter(({ table }) => !BESIDE[table]),
    ({ table, actions }) => JSON.stringify([KEYS[table](''), withImplied(actions)]),
  )
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (!first) return []
    const own = [first, ...others].map(({ table }) => table)
    const added = beside.filter(({ table }) => own.some((one) => one === BESIDE[table]))
    const actions = others.length === 0 ? first.actions : withImplied(first.actions)
    return [
      {
        tables: [first.table, ...others.map(({ table }) => table), ...added.map(({ table }) => table)],
        actions: sorted([...actions, ...added.flatMap((one) => one.actions)]),
      },
    ]
  })
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
