import { buildStartRecord, buildTenantState, TENANT_ID } from '@tenantry/tests/support/builders.ts'
import { type TestControlPlane, testControlPlane } from '@tenantry/tests/support/control-plane.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import type { OutboxRecord } from '../tenants/outbox.ts'
import { outboxItem } from '../tenants/tenant-items.ts'
import { sweep } from './sweep.ts'

const NOW = Date.parse('2026-01-01T00:10:00.000Z')
const logger = { info: () => {}, error: () => {} }
const record = (sequence: number, secondsAgo: number): OutboxRecord =>
  buildStartRecord({ sequence, at: new Date(NOW - secondsAgo * 1000).toISOString() })

let plane: TestControlPlane

beforeEach(async () => {
  plane = await testControlPlane()
})

const put = async (...records: OutboxRecord[]) => {
  for (const one of records) await plane.items.put(outboxItem(one))
}
const sweepAt = (now: number, send: (record: OutboxRecord) => Promise<void>) =>
  sweep({ outbox: plane.outbox, send, system: { now: () => now }, logger })
const sequences = async () => (await plane.waiting()).map(({ sequence }) => sequence)

describe('the sweeper', () => {
  it('sends and removes what is older than a minute, and leaves what its writer is still sending', async () => {
    await put(record(1, 120), record(2, 59))
    const sent: number[] = []
    await sweepAt(NOW, async ({ sequence }) => void sent.push(sequence))
    expect(sent).toEqual([1])
    expect(await sequences()).toEqual([2])
  })

  it('goes on past a record that cannot leave, keeps it at the end of the queue, and fails loudly', async () => {
    await put(record(1, 180), record(2, 120), record(3, 30))
    const send = async ({ sequence }: OutboxRecord) => {
      if (sequence === 1) throw new Error('poison')
    }
    await expect(sweepAt(NOW, send)).rejects.toThrow('1 records could not leave')
    expect(await sequences()).toEqual([3, 1])
  })

  it('takes a bounded number at a time', async () => {
    for (let n = 0; n < 130; n++) await put(record(n, 600 - n))
    expect(await sweepAt(NOW, async () => {})).toEqual({ sent: 100 })
    expect(await sequences()).toHaveLength(30)
  })

  it('makes a request again, each minute, until it is answered', async () => {
    const request: OutboxRecord = {
      kind: 'event',
      tenantId: TENANT_ID,
      sequence: 5,
      at: new Date(NOW - 61_000).toISOString(),
      type: 'sbt_aws_deactivateRequest',
      detail: buildTenantState({ status: 'suspended', sequence: 5, workflowId: null }),
    }
    await put(request)
    const sent: OutboxRecord[] = []
    const at = (now: number) => sweepAt(now, async (one) => void sent.push(one))
    await at(NOW)
    await at(NOW + 30_000)
    expect(sent).toHaveLength(1)
    await at(NOW + 61_000)
    expect(sent).toHaveLength(2)
    await plane.outbox.remove(request)
    await at(NOW + 200_000)
    expect(sent).toHaveLength(2)
  })
})
