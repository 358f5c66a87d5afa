import { AUDIT_EVENT, type AuditRecord } from '@tenantry/contracts/audit.ts'
import { APP_PLANE_SOURCE } from '@tenantry/contracts/events.ts'
import { TENANT_ID } from '@tenantry/tests/support/builders.ts'
import { testDynamo } from '@tenantry/tests/support/dynamodb.ts'
import { auditRecord } from '@tenantry/toolkit/audit.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { type Table, table } from '@tenantry/toolkit/table.ts'
import { beforeEach, expect, test } from 'vitest'
import { auditReader } from '../audit/audit-reader.ts'
import { keepRecord } from './keep-record.ts'

let audit: Table
beforeEach(async () => {
  audit = table(await testDynamo('audit'), 'audit')
})

const kept = async () => (await auditReader(audit)({ filter: {}, limit: 10, after: null })).entries
const tell = (detail: unknown, source: string = APP_PLANE_SOURCE) =>
  keepRecord(audit)({ id: 'e1', source, 'detail-type': AUDIT_EVENT, detail })

const record: AuditRecord = auditRecord(
  'users',
  { actor: { kind: 'person', id: 'ann', email: null, role: 'TenantAdmin' }, sourceIp: '::1', requestId: 'r1' },
  {
    tenantId: TENANT_ID,
    action: 'person.removed',
    object: { kind: 'person', id: 'bob' },
    before: { role: 'TenantUser' },
    after: null,
  },
  system,
)

test('a record of the app plane is kept as it was written, once however often it comes', async () => {
  for (const _ of [1, 2, 3]) await tell(record)
  expect(await kept()).toEqual([{ ...record, outcome: 'done' }])
  const { items } = await audit.query({ key: 'trail = :trail', values: { ':trail': `audit-trail#${TENANT_ID}` } })
  expect(items).toHaveLength(1)
})

test('a record that came first stays, whatever comes later under its id', async () => {
  await tell(record)
  await tell({ ...record, reason: 'Another' })
  expect(await kept()).toEqual([{ ...record, outcome: 'done' }])
})

test.each<[string, unknown, string?]>([
  ['in the name of an operator', { ...record, actor: { ...record.actor, kind: 'operator' } }],
  ['about anything but people', { ...record, object: { kind: 'tenant', id: TENANT_ID } }],
  ['of no tenant', { ...record, tenantId: null }],
  ['without an id', { ...record, id: 'first' }],
  ['of another source', record, 'tenantry.services'],
])('a record %s, which the app plane does not write, is not kept', async (_name, detail, source) => {
  await expect(tell(detail, source)).rejects.toThrow()
  expect(await kept()).toEqual([])
})
