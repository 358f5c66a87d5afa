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
/** As a policy names it. */
const outbox = arns.outbox.replace('-ABCDEFGHIJKLM', '-*')

const statements = (role: (typeof TENANT_ROLES)[number]) =>
  JSON.parse(sessionPolicy(role, 'abcdefghijkl', arns)).Statement as {
    Action: string[]
    Resource: string[]
    Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': string[] } }
  }[]

const allowed = (role: (typeof TENANT_ROLES)[number], table: keyof typeof arns) =>
  statements(role)
    .filter(({ Resource }) => Resource.some((one) => arns[table].startsWith(one.replace('*', ''))))
    .flatMap((statement) => statement.Action)

test.each(TENANT_ROLES)('the policy of %s leaves room in the packed size that STS allows', (role) => {
  expect(sessionPolicy(role, 'abcdefghijkl', arns).length).toBeLessThanOrEqual(MAX_SESSION_POLICY_LENGTH)
})

test.each(TENANT_ROLES)('every statement of %s is bound to the partition keys of the tenant', (role) => {
  for (const { Resource, Condition } of statements(role)) {
    const key = Resource.includes(arns.memberships) ? 'abcdefghijkl' : 'abcdefghijkl-*'
    expect(Condition['ForAllValues:StringLike']['dynamodb:LeadingKeys']).toEqual([key])
  }
})

test.each(TENANT_ROLES)('%s has no action without a leading key and no wildcard', (role) => {
  for (const action of TENANT_TABLES.flatMap((table) => allowed(role, table))) {
    expect(action).toMatch(/^dynamodb:(BatchGet|Get|Put|Update|Delete|ConditionCheck)Item$|^dynamodb:Query$/)
  }
})

test('a tenant user changes no membership and deletes nothing', () => {
  expect(allowed('TenantUser', 'memberships')).toEqual(['dynamodb:GetItem'])
  expect(TENANT_TABLES.flatMap((table) => allowed('TenantUser', table))).not.toContain('dynamodb:DeleteItem')
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
  expect(JSON.parse(sessionPolicy('TenantUser', 'abcdefghijkl', arns, routes)).Statement).toMatchObject([
    { Action: ['dynamodb:Query'], Resource: [`${arns.products}*`] },
  ])
  expect(JSON.parse(sessionPolicy('TenantAdmin', 'abcdefghijkl', arns, routes)).Statement).toEqual([])
})

test('the outbox is written with orders and not named beside anything else', () => {
  for (const role of TENANT_ROLES) {
    for (const { Resource } of statements(role)) {
      if (Resource.includes(outbox)) expect(Resource).toContain(`${arns.orders}*`)
    }
  }
})

test("fulfilment's session reads and updates the tenant's orders, and nothing else", () => {
  expect(JSON.parse(workPolicy('fulfilment', 'abcdefghijkl', { orders: arns.orders })).Statement).toEqual([
    {
      Effect: 'Allow',
      Action: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
      Resource: [`${arns.orders}*`],
      Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['abcdefghijkl-*'] } },
    },
  ])
})
