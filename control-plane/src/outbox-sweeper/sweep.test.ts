import { describe, expect, it } from 'vitest'
import type { OutboxRecord } from '../tenants/outbox.ts'
import { tenantsInMemory } from '../tenants/tenants-in-memory.ts'
import { sweep } from './sweep.ts'

const NOW = Date.parse('2026-01-01T00:10:00.000Z')
const logger = { info: () => {}, error: () => {} }
const record = (sequence: number, secondsAgo: number): OutboxRecord => ({
  kind: 'start',
  tenantId: 'acme00000000',
  registrationId: 'reg_1',
  sequence,
  at: new Date(NOW - secondsAgo * 1000).toISOString(),
})

describe('the sweeper', () => {
  it('sends and removes what is older than a minute, and leaves what its writer is still sending', async () => {
    const { outbox, waiting } = tenantsInMemory()
    waiting.push(record(1, 120), record(2, 59))
    const sent: number[] = []
    await sweep({ outbox, send: async ({ sequence }) => void sent.push(sequence), system: { now: () => NOW }, logger })
    expect(sent).toEqual([1])
    expect(waiting.map(({ sequence }) => sequence)).toEqual([2])
  })

  it('goes on past a record that cannot leave, keeps it at the end of the queue, and fails loudly', async () => {
    const { outbox, waiting } = tenantsInMemory()
    waiting.push(record(1, 180), record(2, 120))
    const send = async ({ sequence }: OutboxRecord) => {
      if (sequence === 1) throw new Error('poison')
    }
    await expect(sweep({ outbox, send, system: { now: () => NOW }, logger })).rejects.toThrow(
      '1 records could not leave',
    )
    expect(waiting).toMatchObject([{ sequence: 1, at: new Date(NOW).toISOString() }])
  })

  it('takes a bounded number at a time', async () => {
    const { outbox, waiting } = tenantsInMemory()
    for (let n = 0; n < 130; n++) waiting.push(record(n, 600 - n))
    expect(await sweep({ outbox, send: async () => {}, system: { now: () => NOW }, logger })).toEqual({ sent: 100 })
    expect(waiting).toHaveLength(30)
  })

  it('makes a request again, each minute, until it is answered', async () => {
    const { outbox, waiting } = tenantsInMemory()
    const request: OutboxRecord = {
      kind: 'event',
      tenantId: 'acme00000000',
      sequence: 5,
      at: new Date(NOW - 61_000).toISOString(),
      type: 'sbt_aws_deactivateRequest',
      detail: {
        tenantId: 'acme00000000',
        tenantName: 'Acme',
        registrationId: 'reg_1',
        status: 'suspended',
        tier: 'Basic',
        deployment: 'pool',
        shards: 1,
        sequence: 5,
        adminEmail: 'ann@acme.example',
        apiKeyId: 'key1',
      },
    }
    waiting.push(request)
    const sent: OutboxRecord[] = []
    const at = (now: number) =>
      sweep({ outbox, send: async (record) => void sent.push(record), system: { now: () => now }, logger })
    await at(NOW)
    await at(NOW + 30_000)
    expect(sent).toHaveLength(1)
    await at(NOW + 61_000)
    expect(sent).toHaveLength(2)
    await outbox.remove(request)
    await at(NOW + 200_000)
    expect(sent).toHaveLength(2)
  })
})
