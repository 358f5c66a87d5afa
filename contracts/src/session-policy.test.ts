import { expect, test } from 'vitest'
import { TENANT_ROLES } from './roles.ts'
import { MAX_SESSION_POLICY_LENGTH, sessionPolicy, workPolicy } from './session-policy.ts'
import { TENANT_ROUTES, TENANT_TABLES, type TenantRoute } from './tenant-api/routes.ts'

// As long as CloudFormation makes them: stack, logical id with its hash, and a suffix.
const arn = (table: string) =>
  `arn:aws:dynamodb:ap-southeast-2:000000000000:table/tenantry-app-plane-${table}12345678-ABCDEFGHIJKLM`
const arns = {
  products: arn('ProductsTable'),
  orders: arn('OrdersTable'),
  memberships: arn('MembershipsTable'),
  outbox: arn('Outbox'),
}
/** As a policy names it: region and account are the access role's own. */
const named = (table: keyof typeof arns, more = '') =>
  `${arns[table].replace('ap-southeast-2:000000000000', '*:*')}${more}`

interface Statement {
  Effect: 'Allow' | 'Deny'
  Action: string | string[]
  Resource: string | string[]
  Condition?: Record<string, Record<string, string[]>>
}
const statementsOf = (policy: string): Statement[] => JSON.parse(policy).Statement
const allowing = (policy: string): Statement[] => statementsOf(policy).filter(({ Effect }) => Effect === 'Allow')

const allowed = (role: (typeof TENANT_ROLES)[number], table: keyof typeof arns) =>
  allowing(sessionPolicy(role, 'abcdefghijkl', arns))
    .filter(({ Resource }) => [named(table), named(table, '*')].some((name) => Resource.includes(name)))
    .flatMap(({ Action }) => Action)

test.each(TENANT_ROLES)('the policy of %s leaves room in the packed size that STS allows', (role) => {
  expect(sessionPolicy(role, 'abcdefghijkl', arns).length).toBeLessThanOrEqual(MAX_SESSION_POLICY_LENGTH)
})

const FOREIGN_KEYS = {
  Effect: 'Deny',
  Action: 'dynamodb:*',
  Resource: '*',
  Condition: { 'ForAnyValue:StringNotLike': { 'dynamodb:LeadingKeys': ['abcdefghijkl', 'abcdefghijkl-*'] } },
}

test.each(TENANT_ROLES)('the policy of %s denies every partition key but those of the tenant', (role) => {
  expect(statementsOf(sessionPolicy(role, 'abcdefghijkl', arns)).filter(({ Effect }) => Effect === 'Deny')).toEqual([
    FOREIGN_KEYS,
  ])
})

test.each(TENANT_ROLES)('%s has no action without a leading key and no wildcard', (role) => {
  for (const action of TENANT_TABLES.flatMap((table) => allowed(role, table))) {
    expect(action).toMatch(/^dynamodb:(BatchGet|Get|Put|Update|Delete|ConditionCheck)Item$|^dynamodb:Query$/)
  }
})

test('a tenant user changes no membership, and deletes nothing but what was told', () => {
  expect(allowed('TenantUser', 'memberships')).toEqual(['dynamodb:GetItem'])
  expect(allowed('TenantUser', 'orders')).toEqual(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'])
  const deletes = TENANT_TABLES.filter((table) => allowed('TenantUser', table).includes('dynamodb:DeleteItem'))
  expect(deletes).toEqual(['outbox'])
})

test('names that make the policy too long are refused before STS refuses them', () => {
  expect(() => sessionPolicy('TenantAdmin', 'abcdefghijkl', { ...arns, products: 'x'.repeat(600) })).toThrow(/shorten/)
})

test.each(TENANT_ROLES)('the session of %s does all that the operations which he may call need', (role) => {
  for (const { roles, needs } of TENANT_ROUTES as readonly TenantRoute[]) {
    if (roles === 'public' || !roles.includes(role)) continue
    for (const table of TENANT_TABLES) {
      for (const action of needs[table] ?? []) expect(allowed(role, table)).toContain(`dynamodb:${action}`)
    }
  }
})

test('a session holds nothing that no operation of its role needs, but for what its other rights amount to', () => {
  const routes: TenantRoute[] = [
    {
      method: 'GET',
      path: '/products',
      service: 'products',
      operation: 'listProducts',
      roles: ['TenantUser'],
      needs: { products: ['Query'] },
    },
  ]
  expect(allowing(sessionPolicy('TenantUser', 'abcdefghijkl', arns, routes))).toMatchObject([
    { Action: ['dynamodb:Query'], Resource: [named('products', '*')] },
  ])
  expect(allowing(sessionPolicy('TenantAdmin', 'abcdefghijkl', arns, routes))).toEqual([])
})

test.each(TENANT_ROLES)('%s puts events into the outbox and takes them away, and reads none', (role) => {
  expect(allowed(role, 'outbox')).toEqual(['dynamodb:DeleteItem', 'dynamodb:PutItem'])
})

test("fulfilment's session reads and updates the tenant's orders, and nothing else", () => {
  expect(statementsOf(workPolicy('fulfilment', 'abcdefghijkl', { orders: arns.orders }))).toEqual([
    FOREIGN_KEYS,
    { Effect: 'Allow', Action: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], Resource: [named('orders', '*')] },
  ])
})

test("the sweeper's session takes away and postpones what waits, and reads nothing", () => {
  expect(statementsOf(workPolicy('outbox-sweeper', 'abcdefghijkl', arns))).toEqual([
    FOREIGN_KEYS,
    {
      Effect: 'Allow',
      Action: ['dynamodb:DeleteItem', 'dynamodb:UpdateItem'],
      Resource: [named('memberships'), named('outbox')],
    },
  ])
})
