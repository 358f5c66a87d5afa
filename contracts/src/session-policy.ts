import type { TenantRole } from './roles.ts'

/** The tables that hold tenants' data. */
export type TenantTable = 'products' | 'orders' | 'memberships'

/**
 * What a tenant session of a role may do: exactly what the services do for that role. A member places orders, so his session takes
 * stock (UpdateItem on products). Scan and PartiQL carry no leading key and are never here.
 */
const ACTIONS: Record<TenantRole, Record<TenantTable, readonly string[]>> = {
  TenantAdmin: {
    products: ['BatchGetItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'],
    orders: ['DeleteItem', 'GetItem', 'PutItem', 'Query'],
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
  const policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      allow(ACTIONS[role].products, tableArns.products, `${tenantId}-*`),
      allow(ACTIONS[role].orders, tableArns.orders, `${tenantId}-*`),
      allow(ACTIONS[role].memberships, tableArns.memberships, tenantId),
    ],
  })
  if (policy.length > MAX_SESSION_POLICY_LENGTH) {
    throw new Error(`The session policy of ${role} has ${policy.length} characters: shorten the tables' names`)
  }
  return policy
}

function allow(actions: readonly string[], tableArn: string, partitionKey: string) {
  return {
    Effect: 'Allow',
    Action: actions.map((action) => `dynamodb:${action}`),
    Resource: tableArn,
    Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [partitionKey] } },
  }
}
