import { AT, buildMembership, buildRequest } from '@tenantry/tests/support/builders.ts'
import { testCursors } from '@tenantry/tests/support/cursors.ts'
import { testDynamo } from '@tenantry/tests/support/dynamodb.ts'
import { table } from '@tenantry/toolkit/table.ts'
import { expect, test } from 'vitest'
import type { Membership } from '../people/membership.ts'
import { listMyTenants } from './list-my-tenants.ts'
import { ownMemberships } from './own-memberships.ts'

const membership = (userId: string, tenantId: string, state: Membership['state']) =>
  buildMembership(userId, { tenantId, state, invitedBy: 'eve@globex.example' })
const client = await testDynamo('memberships')
const stored = table(client, 'memberships')
for (const one of [
  membership('ann', 'acme00000000', 'active'),
  membership('ann', 'globex000000', 'invited'),
  membership('bob', 'initech00000', 'active'),
]) {
  await stored.put(one)
}
const memberships = ownMemberships(stored, await testCursors())
const tenants = async (ids: string[]) =>
  new Map(ids.map((id) => [id, { tenantId: id, tenantName: `Name of ${id}`, createdAt: AT }]))
const request = (query: Record<string, string>, userId = 'ann') =>
  buildRequest({ operation: 'listMyTenants', query, caller: { userId, tenantId: 'acme00000000' } })

test('a person sees the tenants that they belong to and those that invite them', async () => {
  const { status, body } = await listMyTenants({ memberships, tenants })(request({}))
  expect(status).toBe(200)
  expect(body).toEqual({
    items: [
      { tenantId: 'acme00000000', name: 'Name of acme00000000', role: 'TenantUser', state: 'active' },
      {
        tenantId: 'globex000000',
        name: 'Name of globex000000',
        role: 'TenantUser',
        state: 'invited',
        invitation: { by: 'eve@globex.example', tenantSince: AT },
      },
    ],
    nextCursor: null,
  })
})

test('only the person of the token is asked for, whatever the request says', async () => {
  const { body } = await listMyTenants({ memberships, tenants })(request({ userId: 'bob', user: 'bob' }))
  expect(body).toMatchObject({ items: [{ tenantId: 'acme00000000' }, { tenantId: 'globex000000' }] })
})

test('pages go on where the one before ended', async () => {
  const list = listMyTenants({ memberships, tenants })
  const first = (await list(request({ limit: '1' }))).body as { items: unknown[]; nextCursor: string }
  expect(first.items).toHaveLength(1)
  const second = (await list(request({ limit: '1', cursor: first.nextCursor }))).body
  expect(second).toMatchObject({ items: [{ tenantId: 'globex000000' }], nextCursor: null })
})

test("another person's cursor is not taken", async () => {
  const list = listMyTenants({ memberships, tenants })
  const { nextCursor } = (await list(request({ limit: '1' }))).body as { nextCursor: string }
  await expect(list(request({ cursor: nextCursor }, 'bob'))).rejects.toMatchObject({ code: 'INVALID_CURSOR' })
})

test('a tenant that the directory does not know is left out', async () => {
  const { body } = await listMyTenants({ memberships, tenants: () => tenants(['acme00000000']) })(request({}))
  expect(body).toMatchObject({ items: [{ tenantId: 'acme00000000' }] })
})
