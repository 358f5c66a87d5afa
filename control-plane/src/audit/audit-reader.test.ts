import type { AuditRecord } from '@tenantry/contracts/audit.ts'
import type { AuditFilter } from '@tenantry/contracts/control-plane-api/audit-schemas.ts'
import { TENANT_ID } from '@tenantry/tests/support/builders.ts'
import { testDynamo } from '@tenantry/tests/support/dynamodb.ts'
import { auditRecord, auditWrite, bySystem } from '@tenantry/toolkit/audit.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { type Table, type TableQuery, table } from '@tenantry/toolkit/table.ts'
import { beforeAll, beforeEach, describe, expect, it, test } from 'vitest'
import { auditReader, type ReadAudit } from './audit-reader.ts'

const FIRST = Date.parse('2026-01-01T00:00:00.000Z')
const COUNT = 300
const OTHER = 'globex000000'
const operator = { kind: 'operator', id: 'op1', email: 'op1@x.example', role: 'SystemAdmin' } as const
const person = { kind: 'person', id: 'ann', email: null, role: 'TenantAdmin' } as const

let audit: Table
let asked: TableQuery[]
let read: ReadAudit
let records: AuditRecord[]

/** Three records in each millisecond; every hundredth is of the rare kind. */
function recordOf(n: number): AuditRecord {
  const by =
    n % 3 === 0 ? { actor: operator, sourceIp: '::1', requestId: `r${n}` } : n % 3 === 1 ? bySystem('work') : null
  const change = {
    tenantId: n % 2 === 0 ? TENANT_ID : OTHER,
    action: n % 100 === 0 ? 'tier.replaced' : 'tenant.activated',
    object: n % 100 === 0 ? ({ kind: 'tier', id: 'Basic' } as const) : ({ kind: 'tenant', id: TENANT_ID } as const),
    before: null,
    after: { n },
  }
  const at = FIRST + Math.floor(n / 3)
  const whose = by ?? { actor: person, sourceIp: null, requestId: null }
  return auditRecord('tiers', whose, change, { now: () => at, uuid: system.uuid })
}

beforeAll(async () => {
  audit = table(await testDynamo('audit'), 'audit')
  records = Array.from({ length: COUNT }, (_, n) => recordOf(n))
  for (const record of records) await audit.put(auditWrite('audit', record).item)
  records.sort((one, other) => (`${one.at}#${one.id}` < `${other.at}#${other.id}` ? 1 : -1))
})

beforeEach(() => {
  asked = []
  read = auditReader({
    ...audit,
    query(query) {
      asked.push(query)
      return audit.query(query)
    },
  })
})

/** The ids of all pages, and how many pages there were. */
async function all(filter: AuditFilter, limit: number) {
  const ids: string[] = []
  let after: string | null = null
  let pages = 0
  do {
    const page = await read({ filter, limit, after })
    expect(page.entries.length).toBeLessThanOrEqual(limit)
    ids.push(...page.entries.map(({ id }) => id))
    after = page.next
    pages++
  } while (after !== null)
  return { ids, pages }
}

const idsOf = (fits: (record: AuditRecord) => boolean) => records.filter(fits).map(({ id }) => id)
const MIDDLE = new Date(FIRST + 50).toISOString()

/** Each filter, and which records fit it. */
const FILTERS: [AuditFilter, (record: AuditRecord) => boolean][] = [
  [{}, () => true],
  [{ tenantId: TENANT_ID }, ({ tenantId }) => tenantId === TENANT_ID],
  [{ actor: 'op1' }, ({ actor }) => actor.id === 'op1'],
  [{ actor: 'OP1@x.example' }, ({ actor }) => actor.email === 'op1@x.example'],
  [{ actor: 'system' }, ({ actor }) => actor.kind === 'system'],
  [{ actor: 'nobody' }, () => false],
  [{ action: 'tier.replaced' }, ({ action }) => action === 'tier.replaced'],
  [{ object: 'tier/Basic' }, ({ object }) => object.id === 'Basic'],
  [{ object: 'tier' }, ({ object }) => object.kind === 'tier'],
  [{ from: MIDDLE }, ({ at }) => at >= MIDDLE],
  [{ to: MIDDLE }, ({ at }) => at <= MIDDLE],
  [{ from: MIDDLE, to: MIDDLE }, ({ at }) => at === MIDDLE],
  [{ from: '2030-01-01T00:00:00Z' }, () => false],
  [{ from: MIDDLE, to: '2025-01-01T00:00:00Z' }, () => false],
  [
    { object: `tenant/${TENANT_ID}`, tenantId: OTHER, actor: 'ann', action: 'tenant.activated', from: MIDDLE },
    ({ object, tenantId, actor, at }) =>
      object.kind === 'tenant' && tenantId === OTHER && actor.id === 'ann' && at >= MIDDLE,
  ],
]

describe.each(FILTERS)('the audit by %j', (filter, fits) => {
  it('has every record that fits once, newest first, over pages of any size', async () => {
    for (const limit of [1, 7, 100]) expect((await all(filter, limit)).ids).toEqual(idsOf(fits))
  })
})

test('a request reads a bounded amount, however little fits, and its page goes on', async () => {
  const { pages } = await all({ actor: 'nobody', action: 'tier.replaced' }, 100)
  expect(pages).toBe(1)
  for (const record of Array.from({ length: 1500 }, (_, n) => recordOf(n * 3 + 1)))
    await audit.put(auditWrite('audit', { ...record, at: '2026-02-01T00:00:00.000Z' }).item)
  asked = []
  const first = await read({ filter: { actor: 'operator' }, limit: 100, after: null })
  expect(first.next).not.toBeNull()
  expect(asked.reduce((sum, { limit = 0 }) => sum + limit, 0)).toBeLessThanOrEqual(1_000)
  expect((await all({ actor: 'operator' }, 100)).ids).toEqual(idsOf(({ actor }) => actor.kind === 'operator'))
})

test('strangers and the system have no partition of an index, which would take all of their records', async () => {
  const items = records.map((record) => auditWrite('audit', record).item)
  expect(new Set(items.map(({ actorId }) => actorId))).toEqual(new Set(['op1', 'ann', undefined]))
  expect(new Set(items.map(({ listed }) => listed)).size).toBe(8)
})
