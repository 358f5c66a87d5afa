import { buildMembership, buildRequest, buildTenantContext } from '@tenantry/tests/support/builders.ts'
import { type TestMembers, testMembers } from '@tenantry/tests/support/members.ts'
import { describe, expect, it } from 'vitest'
import { replaceUser } from './replace-user.ts'

const ann = buildMembership('ann', { role: 'TenantAdmin' })
const bob = buildMembership('bob')
const replace = (tenant: TestMembers, by: string, id: string, body: unknown) =>
  replaceUser(tenant)(buildRequest({ caller: buildTenantContext(by), params: { id }, body }))

describe('changing a person', () => {
  it.each([
    [{ role: 'TenantAdmin' }, { role: 'TenantAdmin', state: 'active' }],
    [
      { role: 'TenantUser', state: 'disabled' },
      { role: 'TenantUser', state: 'disabled' },
    ],
    [{ role: 'TenantUser' }, { role: 'TenantUser', state: 'active' }],
  ])('with %j makes %j of them', async (body, expected) => {
    const tenant = await testMembers(ann, bob)
    expect(await replace(tenant, 'ann', 'bob', body)).toMatchObject({ status: 200, body: { id: 'bob', ...expected } })
    expect(await tenant.get('bob')).toMatchObject(expected)
  })

  it('enables a person whom it disabled', async () => {
    const tenant = await testMembers(ann, buildMembership('bob', { state: 'disabled' }))
    await replace(tenant, 'ann', 'bob', { role: 'TenantUser', state: 'active' })
    expect((await tenant.get('bob'))?.state).toBe('active')
  })

  it('accepts no invitation in their place', async () => {
    const tenant = await testMembers(ann, buildMembership('bob', { state: 'invited' }))
    for (const state of ['active', 'disabled']) {
      const refused = replace(tenant, 'ann', 'bob', { role: 'TenantUser', state })
      await expect(refused).rejects.toMatchObject({ code: 'CONFLICT', field: 'state' })
    }
    await replace(tenant, 'ann', 'bob', { role: 'TenantAdmin' })
    expect(await tenant.get('bob')).toMatchObject({ role: 'TenantAdmin', state: 'invited' })
  })

  it('is refused for oneself, and says why when nobody else could do it', async () => {
    for (const body of [{ role: 'TenantUser' }, { role: 'TenantAdmin', state: 'disabled' }]) {
      await expect(replace(await testMembers(ann, bob), 'ann', 'ann', body)).rejects.toMatchObject({ code: 'CONFLICT' })
      const withOther = await testMembers(ann, buildMembership('eve', { role: 'TenantAdmin' }))
      await expect(replace(withOther, 'ann', 'ann', body)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
  })

  it('does not count an admin who is disabled or has not accepted as one who stays', async () => {
    for (const state of ['disabled', 'invited'] as const) {
      const tenant = await testMembers(ann, buildMembership('eve', { role: 'TenantAdmin', state }))
      await expect(replace(tenant, 'ann', 'ann', { role: 'TenantUser' })).rejects.toMatchObject({ code: 'CONFLICT' })
    }
  })

  it('counts an admin who accepted an invitation as one who stays', async () => {
    const eve = buildMembership('eve', { role: 'TenantAdmin', state: 'invited', acceptedAt: 1 })
    const tenant = await testMembers(ann, eve, bob)
    await expect(replace(tenant, 'ann', 'ann', { role: 'TenantUser' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await replace(tenant, 'eve', 'ann', { role: 'TenantUser' })).toMatchObject({ status: 200 })
    expect(await tenant.get('ann')).toMatchObject({ role: 'TenantUser' })
  })

  it('disables a person who accepted an invitation, and enables them again', async () => {
    const tenant = await testMembers(ann, buildMembership('bob', { state: 'invited', acceptedAt: 1 }))
    for (const state of ['disabled', 'active'] as const) {
      await replace(tenant, 'ann', 'bob', { role: 'TenantUser', state })
      expect(await tenant.get('bob')).toMatchObject({ state })
    }
  })

  it('is refused to an admin who lost the role after the authorizer looked', async () => {
    const tenant = await testMembers(buildMembership('ann'), bob)
    await expect(replace(tenant, 'ann', 'bob', { role: 'TenantAdmin' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it.each([
    [{}, 'role'],
    [{ role: 'SystemAdmin' }, 'role'],
    [{ role: 'TenantUser', state: 'invited' }, 'state'],
    [{ role: 'TenantUser', tenantId: 'globex000000' }, 'tenantId'],
  ])('with %j is refused by the name of the field', async (body, field) => {
    const refused = replace(await testMembers(ann, bob), 'ann', 'bob', body)
    await expect(refused).rejects.toMatchObject({ code: 'INVALID_REQUEST', field })
  })

  it('is not found for someone who is no member', async () => {
    const refused = replace(await testMembers(ann), 'ann', 'zoe', { role: 'TenantUser' })
    await expect(refused).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
