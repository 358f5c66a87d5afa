import { expect, test } from 'vitest'
import { TENANT_ROLES } from './roles.ts'
import { MAX_SESSION_POLICY_LENGTH, sessionPolicy, TENANT_TABLES } from './session-policy.ts'

// As long as CloudFormation makes them: stack, logical id with its hash, and a suffix.
const arn = (table: string) =>
  `arn:aws:dynamodb:ap-southeast-2:000000000000:table/tenantry-app-plane-${table}12345678-ABCDEFGHIJKLM`
const arns = { products: arn('Products'), orders: arn('Orders'), memberships: arn('Memberships') }

const statements = (role: (typeof TENANT_ROLES)[number]) =>
  JSON.parse(sessionPolicy(role, 'abcdefghijkl', arns)).Statement as {
    Action: string[]
    Resource: string[]
    Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': string[] } }
  }[]

const allowed = (role: (typeof TENANT_ROLES)[number], table: keyof typeof arns) =>
  statements(role)
    .filter((statement) => statement.Resource.some((one) => one.replace('*', '') === arns[table]))
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
