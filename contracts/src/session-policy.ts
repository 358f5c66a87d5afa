import type { TenantRole } from './roles.ts'

/** The tables that hold tenants' data. */
export const TENANT_TABLES = ['products', 'orders', 'memberships'] as const
export type TenantTable = (typeof TENANT_TABLES)[number]

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

// Equal on products and orders, so that one statement serves both: a policy has 1,000 characters.
const EVERY_ITEM = ['BatchGetItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem']

/**
 * What a tenant session of a role may do: what the services do for that role. A member places orders, so his session takes stock
 * (UpdateItem on products). Scan and PartiQL carry no leading key and are never here.
 */
const ACTIONS: Record<TenantRole, Record<TenantTable, readonly string[]>> = {
  TenantAdmin: {
    products: EVERY_ITEM,
    orders: EVERY_ITEM,
    memberships: ['ConditionCheckItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'],
  },
  TenantUser: {
    products: ['BatchGetItem', 'GetItem', 'Query', 'UpdateItem'],
    orders: ['GetItem', 'PutItem', 'Query'],
    memberships: ['GetItem'],
  },
}

/** STS takes 2,048 characters and a packed size that cannot be computed beforehand: half of it leaves room. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const MAX_SESSION_POLICY_LENGTH = 1000

/**
 * The session policy of a role in a tenant, as JSON text. It and the tenant access role's own policy must both allow a call; that one
 * also refuses a request without leading keys.
 */
export function sessionPolicy(role: TenantRole, tenantId: string, tableArns: Record<TenantTable, string>): string {
  const groups = Map.groupBy(TENANT_TABLES, (table) => JSON.stringify([KEYS[table](tenantId), ACTIONS[role][table]]))
  const Statement = [...groups.values()].flatMap((group) => {
    const [table] = group
    if (!table) return []
    const Action = ACTIONS[role][table].map((action) => `dynamodb:${action}`)
    const Resource = group.map((one) => `${tableArns[one]}${INDEXES[one]}`)
    const Condition = { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [KEYS[table](tenantId)] } }
    return [{ Effect: 'Allow', Action, Resource, Condition }]
  })
  const policy = JSON.stringify({ Version: '2012-10-17', Statement })
  if (policy.length > MAX_SESSION_POLICY_LENGTH) {
    throw new Error(`The session policy of ${role} has ${policy.length} characters: shorten the tables' names`)
  }
  return policy
}
