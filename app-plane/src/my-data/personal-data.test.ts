import type { AuditRecord } from '@tenantry/contracts/audit.ts'
import { auditTrail } from '@tenantry/contracts/audit.ts'
import { AT, TENANT_ID } from '@tenantry/tests/support/builders.ts'
import { testDynamo } from '@tenantry/tests/support/dynamodb.ts'
import { objectId } from '@tenantry/toolkit/audit.ts'
import { type Table, table } from '@tenantry/toolkit/table.ts'
import { expect, it } from 'vitest'
import { personalData } from './personal-data.ts'

const record = (n: number, actor: string, object: string): AuditRecord => ({
  id: `00000000-0000-4000-8000-00000000000${n}`,
  at: AT,
  writer: 'users',
  tenantId: TENANT_ID,
  actor: { kind: 'person', id: actor, email: `${actor}@acme.example`, role: 'TenantAdmin' },
  action: 'person.changed',
  object: { kind: 'person', id: object },
  before: { email: `${object}@acme.example` },
  after: { email: `${object}@acme.example`, role: 'TenantUser' },
  reason: null,
  sourceIp: '203.0.113.7',
  requestId: `r${n}`,
})

const dataOf = (audit: Pick<Table, 'query'>, validFrom = 0) =>
  personalData(undefined as never, {
    userPoolId: '',
    memberships: { ofUser: async () => [] },
    sessions: { validFrom: async () => validFrom },
    audit,
  })

it('who never ended their sessions is told of no such moment', async () => {
  const audit = { query: async () => ({ items: [], next: undefined }) }
  expect(await dataOf(audit).sessionsFrom('ann')).toBeNull()
  expect(await dataOf(audit, 7).sessionsFrom('ann')).toBe(7)
})

it('a person gets the records about them and by them, without what they say of others', async () => {
  const audit = table(await testDynamo('audit'), 'audit')
  for (const [n, actor, object] of [
    [1, 'ann', 'ann'],
    [2, 'bob', 'ann'],
    [3, 'ann', 'bob'],
    [4, 'bob', 'bob'],
  ] as const) {
    const one = record(n, actor, object)
    const item = { trail: auditTrail('users', TENANT_ID), entry: `${n}`, record: one, actorId: actor }
    await audit.put({ ...item, objectId: objectId({ kind: 'person', id: object }) })
  }
  const { records, isComplete } = await dataOf(audit).records(TENANT_ID, 'ann')
  expect(isComplete).toBe(true)
  expect(records).toMatchObject([
    { requestId: 'r1', sourceIp: '203.0.113.7', after: { role: 'TenantUser' } },
    { actor: { id: 'bob', email: null }, sourceIp: null, requestId: null, after: { role: 'TenantUser' } },
    { actor: { id: 'ann' }, object: { id: 'bob' }, before: null, after: null },
  ])
})
