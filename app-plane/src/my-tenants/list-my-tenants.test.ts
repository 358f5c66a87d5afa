import { expect, test } from 'vitest'
import type { Membership } from '../people/membership.ts'
import { listMyTenants } from './list-my-tenants.ts'
import { ownMemberships } from './own-memberships.ts'

const membership = (tenantId: string, state: Membership['state']): Membership => ({
  tenantId,
  userId: 'ann',
  email: 'ann@acme.example',
  role: 'TenantUser',
  state,
  isDefault: false,
  mail: 'sent',
  mailClaimedAt: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  sequence: 1,
})
const stored = [membership('acme00000000', 'active'), membership('globex000000', 'invited')]
const asked: unknown[] = []
const memberships = ownMemberships({
  async query(query) {
    asked.push(query.values[':user'])
    const after = String(query.values[':after'] ?? '')
    return { items: stored.filter(({ tenantId }) => tenantId > after).slice(0, query.limit), next: undefined }
  },
})
const names = async (ids: string[]) => new Map(ids.map((id) => [id, `Name of ${id}`]))
const request = (query: Record<string, string>, userId = 'ann') => ({
  operation: 'listMyTenants',
  params: {},
  query,
  headers: {},
  body: undefined,
  caller: { userId, tenantId: 'acme00000000' },
  requestId: 'r1',
})

test('a person sees the tenants that he belongs to and those that invite him', async () => {
  const { status, body } = await listMyTenants({ memberships, names })(request({}))
  expect(status).toBe(200)
  expect(body).toEqual({
    items: [
      { tenantId: 'acme00000000', name: 'Name of acme00000000', role: 'TenantUser', state: 'active' },
      { tenantId: 'globex000000', name: 'Name of globex000000', role: 'TenantUser', state: 'invited' },
    ],
    nextCursor: null,
  })
})

test('only the person of the token is asked for, whatever the request says', async () => {
  asked.length = 0
  await listMyTenants({ memberships, names })(request({ userId: 'bob', user: 'bob' }))
  expect(asked).toEqual(['ann'])
})

test('pages go on where the one before ended', async () => {
  const list = listMyTenants({ memberships, names })
  const first = (await list(request({ limit: '1' }))).body as { items: unknown[]; nextCursor: string }
  expect(first.items).toHaveLength(1)
  const second = (await list(request({ limit: '1', cursor: first.nextCursor }))).body
  expect(second).toMatchObject({ items: [{ tenantId: 'globex000000' }], nextCursor: null })
})

test('a tenant that the directory does not know is left out', async () => {
  const { body } = await listMyTenants({ memberships, names: async () => new Map([['acme00000000', 'Acme']]) })(
    request({}),
  )
  expect(body).toMatchObject({ items: [{ name: 'Acme' }] })
})
