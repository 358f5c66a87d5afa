import { outboxPartition } from '@tenantry/contracts/outbox.ts'
import { expect, test } from 'vitest'
import { membershipEvent } from './membership.ts'
import { tenantUserSender } from './tenant-user-sender.ts'

const event = membershipEvent('sbt_aws_tenantUserCreated', {
  tenantId: 'acme00000000',
  userId: 'ann',
  email: 'ann@acme.example',
  role: 'TenantUser',
  state: 'active',
  isDefault: true,
  mail: 'sent',
  createdAt: '2026-01-01T00:00:00.000Z',
  sequence: 7,
})
const entry = { ...event, key: { partition: outboxPartition('acme00000000', event.type, 3), id: 'e1' } }

async function sent(change: object): Promise<unknown[]> {
  const published: unknown[] = []
  await tenantUserSender(async (event) => void published.push(event))({ ...entry, ...change })
  return published
}

test('news of a person leave as they were written', async () => {
  expect(await sent({})).toEqual([{ type: 'sbt_aws_tenantUserCreated', detail: entry.detail }])
})

test.each([
  ['of another tenant', { detail: { ...entry.detail, tenantId: 'globex000000' } }],
  ['of anything but people', { type: 'sbt_aws_provisionSuccess' as const }],
  ['under the key of another type', { key: { partition: outboxPartition('acme00000000', 'WidgetMade', 3), id: 'e1' } }],
  ['under a key that names no type', { key: { partition: 'acme00000000-3', id: 'e1' } }],
  ['that are malformed', { detail: { tenantId: 'acme00000000' } }],
])('news %s, which only a stolen session would write, do not leave', async (_name, forged) => {
  await expect(async () => sent(forged)).rejects.toThrow()
})
