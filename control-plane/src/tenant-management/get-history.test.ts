import { HistoryEntry } from '@tenantry/contracts/control-plane-api/schemas.ts'
import { testCursors } from '@tenantry/tests/support/cursors.ts'
import type { ApiRequest } from '@tenantry/toolkit/http.ts'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import type { AuditRecord } from '../tenants/audit.ts'
import { tenantHistory } from '../tenants/tenant-history.ts'
import { auditItem } from '../tenants/tenant-items.ts'
import { getHistory } from './get-history.ts'

const TENANT = 'acme00000000'
const record = (sequence: number): AuditRecord => ({
  tenantId: TENANT,
  sequence,
  at: '2026-01-01T00:00:00.000Z',
  actor: 'lifecycle',
  change: 'activated',
  from: 'provisioning',
  to: 'active',
  reason: null,
})
const items = Array.from({ length: 12 }, (_, index) => auditItem(record(index + 1)))
const history = tenantHistory({
  async query({ values, limit }) {
    const own = items.filter(
      ({ pk, sk }) =>
        pk === values[':pk'] && String(sk) >= String(values[':first']) && String(sk) <= String(values[':last']),
    )
    return { items: own.toReversed().slice(0, limit), next: undefined }
  },
})
const cursors = await testCursors()
const get = (id: string, query: Record<string, string> = {}) =>
  getHistory({ history, cursors })({ params: { id }, query } as unknown as ApiRequest)
const Page = z.object({ items: z.array(HistoryEntry), nextCursor: z.nullable(z.string()) })

describe('the history of a tenant', () => {
  it('has every change once, newest first, over pages of any size', async () => {
    for (const limit of ['1', '5', '12', '100']) {
      const seen: number[] = []
      for (let cursor: string | null = ''; cursor !== null; ) {
        const { body } = await get(TENANT, cursor ? { limit, cursor } : { limit })
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
      await expect(get(TENANT, { cursor })).rejects.toMatchObject({ code: 'INVALID_CURSOR' })
    }
  })
})
