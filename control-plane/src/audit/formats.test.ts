import type { AuditEntry } from '@tenantry/contracts/control-plane-api/audit-schemas.ts'
import { expect, test } from 'vitest'
import { written } from './formats.ts'

const entry: AuditEntry = {
  id: '00000000-0000-4000-8000-000000000000',
  at: '2026-01-01T00:00:00.000Z',
  writer: 'tenant-management',
  tenantId: null,
  actor: { kind: 'operator', id: 'op1', email: 'op1@x.example', role: 'SystemAdmin' },
  action: 'tenant.suspended',
  object: { kind: 'tenant', id: 'acme00000000' },
  before: { name: 'Acme, "the" one' },
  after: null,
  reason: 'two\nlines',
  sourceIp: '203.0.113.7',
  requestId: null,
  outcome: 'done',
}

test('a row has its texts quoted where they need it, and the first page alone has the heading', () => {
  const [heading = '', row] = written('csv', [entry], { isFirst: true }).split('\r\n')
  expect(heading.split(',')).toHaveLength(17)
  expect(row).toContain('"{""name"":""Acme, \\""the\\"" one""}"')
  expect(row).toContain('"two\nlines"')
  expect(written('csv', [], { isFirst: false })).toBe('')
})

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx'])('%j of somebody’s is no formula', (reason) => {
  const row = written('csv', [{ ...entry, before: null, reason }], { isFirst: false })
  expect(row).toContain(`,'${reason},`)
})

test('a line of NDJSON is the entry', () => {
  const lines = written('ndjson', [entry, entry], { isFirst: true }).split('\n')
  expect(lines.map((line) => line && JSON.parse(line))).toEqual([entry, entry, ''])
})
