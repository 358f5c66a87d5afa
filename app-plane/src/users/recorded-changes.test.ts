import { ScanCommand } from '@aws-sdk/client-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import { AUDIT_EVENT } from '@tenantry/contracts/audit.ts'
import { buildMembership, buildRequest, buildTenantContext, TENANT_ID } from '@tenantry/tests/support/builders.ts'
import { type CutOff, cutOffAt } from '@tenantry/tests/support/cut-off.ts'
import { type TestMembers, testMembers } from '@tenantry/tests/support/members.ts'
import { describe, expect, it, test } from 'vitest'
import { actionOf } from '../people/people-audit.ts'
import type { MemberStore } from './member-store.ts'
import { replaceUser } from './replace-user.ts'

const ann = buildMembership('ann', { role: 'TenantAdmin' })
const bob = buildMembership('bob')
const zoe = buildMembership('zoe', { state: 'invited' })

/** Every change of a membership that one function makes, by how the audit calls it. */
const CHANGES: Record<string, (members: MemberStore) => Promise<unknown>> = {
  'person.invited': (members) => members.insert(zoe, 'ann'),
  'person.role-changed': (members) =>
    members.change(bob, members.after(bob, { role: 'TenantAdmin', state: 'active' }), 'ann'),
  'person.disabled': (members) =>
    members.change(bob, members.after(bob, { role: 'TenantUser', state: 'disabled' }), 'ann'),
  'person.removed': (members) => members.remove(bob, 'ann'),
  'person.invitation-withdrawn': (members) => members.withdraw(bob),
}

describe.each(Object.entries(CHANGES))('%s', (action, change) => {
  it('leaves one record, with who made it, from where, and what was and is', async () => {
    const tenant = await testMembers(ann, bob)
    await change(tenant.membersOf())
    const records = await tenant.recorded()
    expect(records).toMatchObject([
      {
        action,
        writer: 'users',
        tenantId: TENANT_ID,
        actor: { kind: 'person', id: 'ann', email: null, role: 'TenantAdmin' },
        object: { kind: 'person' },
        sourceIp: '203.0.113.7',
        requestId: 'r1',
        outcome: 'done',
      },
    ])
    expect(records[0]?.before ?? records[0]?.after).toEqual(expect.objectContaining({ email: expect.any(String) }))
  })

  it('is made, recorded and announced, or none of it, wherever its function is cut off', async () => {
    const calls = await callsOf(change)
    expect(calls).toBeGreaterThan(0)
    for (let nth = 1; nth <= calls; nth++) {
      for (const when of ['before', 'after'] as const) {
        const tenant = await testMembers(ann, bob)
        const unchanged = await everybody(tenant)
        cutOffAt(tenant.client, { nth, when })
        await change(tenant.membersOf()).catch(() => {})
        cutOffAt(tenant.client, null)
        const made = JSON.stringify(await everybody(tenant)) === JSON.stringify(unchanged) ? 0 : 1
        const at = `${when} call ${nth}`
        expect(await tenant.recorded(), at).toHaveLength(made)
        // What was not announced waits for the sweeper.
        expect(new Set([...tenant.announced(), ...(await waiting(tenant))]).size, at).toBe(made)
      }
    }
  })
})

async function callsOf(change: (members: MemberStore) => Promise<unknown>): Promise<number> {
  const tenant = await testMembers(ann, bob)
  const counted: CutOff = cutOffAt(tenant.client, null)
  await change(tenant.membersOf())
  return counted.calls()
}

const everybody = async (tenant: TestMembers) =>
  Promise.all((await tenant.userIds()).map((userId) => tenant.get(userId)))

/** The ids of the records of which news wait in the outbox. */
async function waiting({ client }: TestMembers): Promise<string[]> {
  const { Items = [] } = await client.send(new ScanCommand({ TableName: 'outbox' }))
  return Items.map((item) => unmarshall(item)).flatMap(({ type, detail }) => (type === AUDIT_EVENT ? [detail.id] : []))
}

test('what changes nothing, and what is refused, leaves no record', async () => {
  const tenant = await testMembers(ann, bob)
  const replace = (body: object, by = 'ann') =>
    replaceUser(tenant)(buildRequest({ caller: buildTenantContext(by), params: { id: 'bob' }, body }))
  await replace({ role: 'TenantUser' })
  await expect(replace({ role: 'TenantAdmin' }, 'zoe')).rejects.toMatchObject({ code: 'FORBIDDEN' })
  expect(await tenant.recorded()).toEqual([])
})

test('what opens or closes the tenant for somebody is more than their role', () => {
  const states = (before: 'active' | 'disabled', after: 'active' | 'disabled') =>
    actionOf({ role: 'TenantUser', state: before }, { role: 'TenantAdmin', state: after })
  expect(states('active', 'active')).toBe('role-changed')
  expect(states('active', 'disabled')).toBe('disabled')
  expect(states('disabled', 'active')).toBe('enabled')
})
