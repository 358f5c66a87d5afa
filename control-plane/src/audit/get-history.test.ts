import { TENANT_WRITERS } from '@tenantry/contracts/audit.ts'
import { HistoryEntry } from '@tenantry/contracts/control-plane-api/schemas.ts'
import { buildRequest, buildTenant, standingClock, TENANT_ID } from '@tenantry/tests/support/builders.ts'
import { testControlPlane } from '@tenantry/tests/support/control-plane.ts'
import { auditWrite } from '@tenantry/toolkit/audit.ts'
import type { Cursors } from '@tenantry/toolkit/cursors.ts'
import { transact } from '@tenantry/toolkit/table.ts'
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { auditChange, BY_LIFECYCLE } from '../tenants/audit.ts'
import { changePlace } from '../tenants/tenant-items.ts'
import { getHistory } from './get-history.ts'
import type { TenantHistory } from './tenant-history.ts'

let history: TenantHistory
let cursors: Cursors

beforeAll(async () => {
  const { client, ...plane } = await testControlPlane()
  cursors = plane.cursors
  history = plane.history
  // By several functions, each of which has a trail of its own.
  for (let sequence = 1; sequence <= 12; sequence++) {
    const after = buildTenant('active', { sequence })
    const writer = TENANT_WRITERS[sequence % TENANT_WRITERS.length] ?? 'lifecycle'
    const record = auditChange(after, after, { type: 'activated' }, { writer, by: BY_LIFECYCLE, system: standingClock })
    await transact(client, [auditWrite('audit', record, { place: changePlace(sequence) })])
  }
})

const get = (id: string, query: Record<string, string> = {}) =>
  getHistory({ history, cursors })(buildRequest({ params: { id }, query }))
const Page = z.object({ items: z.array(HistoryEntry), nextCursor: z.nullable(z.string()) })

describe('the history of a tenant', () => {
  it('has every change once, newest first, over pages of any size', async () => {
    for (const limit of ['1', '5', '12', '100']) {
      const seen: number[] = []
      for (let cursor: string | null = ''; cursor !== null; ) {
        const { body } = await get(TENANT_ID, cursor ? { limit, cursor } : { limit })
        const page = z.parse(Page, body)
        seen.push(...page.items.map(({ sequence }) => sequence))
        cursor = page.nextCursor
      }
      expect(seen).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1])
    }
  })

  it('is not found for a tenant that never was', async () => {
    for (const id of ['nobody000000', '../etc']) await expect(get(id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('takes no cursor that it did not give out', async () => {
    const forged = Buffer.from('{"before":0}').toString('base64url')
    const others = await cursors.encode(['history', 'globex000000'], { before: 3 })
    for (const cursor of [forged, others]) {
      await expect(get(TENANT_ID, { cursor })).rejects.toMatchObject({ code: 'INVALID_CURSOR' })
    }
  })
})
