import { AUDIT_EVENT } from '@tenantry/contracts/audit.ts'
import { AT, buildMembership, standingClock, TENANT_ID } from '@tenantry/tests/support/builders.ts'
import { testDynamo } from '@tenantry/tests/support/dynamodb.ts'
import { bySystem } from '@tenantry/toolkit/audit.ts'
import type { OutboxEntry } from '@tenantry/toolkit/outbox.ts'
import { table } from '@tenantry/toolkit/table.ts'
import { describe, expect, it } from 'vitest'
import type { Membership } from './membership.ts'
import { membershipChanges } from './membership-changes.ts'
import { membershipStore } from './membership-store.ts'
import { peopleAudit } from './people-audit.ts'

const invited = buildMembership('ann', { state: 'invited', sequence: 10 })

async function storing(stored: Membership | object = invited) {
  const client = await testDynamo('memberships', 'outbox', 'audit')
  const items = table(client, 'memberships')
  await items.put({ ...stored })
  const published: OutboxEntry['detail'][] = []
  const recorded: OutboxEntry['detail'][] = []
  const announce = async (_: unknown, { type, detail }: OutboxEntry) =>
    void (type === AUDIT_EVENT ? recorded : published).push(detail)
  const tables = { memberships: 'memberships', outbox: 'outbox' }
  return {
    items,
    published,
    recorded,
    changes: membershipChanges(client, tables, {
      announce,
      audit: peopleAudit('audit', 'token-trigger', standingClock),
      by: bySystem('token-trigger'),
      system: standingClock,
    }),
    ann: () => membershipStore(items).get(TENANT_ID, 'ann'),
  }
}

describe('accepting an invitation', () => {
  it('writes when, and nothing else; the membership is active then, which is one change more', async () => {
    const { changes, ann, items, published } = await storing()
    expect(await changes.accept(invited)).toBe(true)
    const acceptedAt = Date.parse(AT)
    expect(await items.get({ tenantId: TENANT_ID, userId: 'ann' })).toEqual({ ...invited, acceptedAt })
    expect(await ann()).toEqual({ ...invited, state: 'active', sequence: 11, acceptedAt })
    expect(published).toMatchObject([{ state: 'active', sequence: 11 }])
  })

  it('is recorded once in the name of the person, however many sign-ins accept it', async () => {
    const { changes, recorded } = await storing()
    await Promise.all([changes.accept(invited), changes.accept(invited)])
    await changes.accept(invited)
    expect(recorded).toMatchObject([
      {
        action: 'person.invitation-accepted',
        actor: { kind: 'person', id: 'ann' },
        before: { state: 'invited' },
        after: { state: 'active' },
      },
    ])
  })

  it('brings back nobody who was disabled meanwhile, and nobody who was removed', async () => {
    const { changes, ann, items } = await storing({ ...invited, state: 'disabled', sequence: 12 })
    expect(await changes.accept(invited)).toBe(false)
    expect(await ann()).toMatchObject({ state: 'disabled', sequence: 12 })
    await items.delete({ tenantId: TENANT_ID, userId: 'ann' })
    expect(await changes.accept(invited)).toBe(false)
    expect(await ann()).toBeUndefined()
  })

  it('publishes the invitation as it is when an admin changed it in between', async () => {
    const { changes, published } = await storing({ ...invited, role: 'TenantAdmin', sequence: 20 })
    expect(await changes.accept(invited)).toBe(true)
    expect(published.at(-1)).toMatchObject({ role: 'TenantAdmin', state: 'active', sequence: 21 })
  })

  it('counts for an invitation alone, and only when it says when', async () => {
    const active = await storing({ ...invited, state: 'active', acceptedAt: 5 })
    expect(await active.ann()).toMatchObject({ state: 'active', sequence: 10 })
    const nonsense = await storing({ ...invited, acceptedAt: 'always' })
    expect(await nonsense.ann()).toMatchObject({ state: 'invited', sequence: 10 })
  })

  it('is followed by a removal', async () => {
    const { changes, ann, published } = await storing()
    await changes.accept(invited)
    await changes.remove(TENANT_ID, 'ann')
    expect(await ann()).toBeUndefined()
    expect(published).toMatchObject([{ sequence: 11 }, { sequence: Date.parse(AT) }])
  })
})
