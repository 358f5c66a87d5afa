import { describe, expect, it } from 'vitest'
import { member, membersInMemory, requestOf } from './members-in-memory.ts'
import { replaceUser } from './replace-user.ts'

const ann = member('ann', 'TenantAdmin')
const bob = member('bob', 'TenantUser')
const replace = (tenant: ReturnType<typeof membersInMemory>, by: string, id: string, body: unknown) =>
  replaceUser(tenant)(requestOf(by, id, body))

describe('changing a person', () => {
  it.each([
    [{ role: 'TenantAdmin' }, { role: 'TenantAdmin', state: 'active' }],
    [
      { role: 'TenantUser', state: 'disabled' },
      { role: 'TenantUser', state: 'disabled' },
    ],
    [{ role: 'TenantUser' }, { role: 'TenantUser', state: 'active' }],
  ])('with %j makes %j of him', async (body, expected) => {
    const tenant = membersInMemory(ann, bob)
    expect(await replace(tenant, 'ann', 'bob', body)).toMatchObject({ status: 200, body: { id: 'bob', ...expected } })
    expect(tenant.members.get('bob')).toMatchObject(expected)
  })

  it('enables whom it disabled', async () => {
    const tenant = membersInMemory(ann, member('bob', 'TenantUser', 'disabled'))
    await replace(tenant, 'ann', 'bob', { role: 'TenantUser', state: 'active' })
    expect(tenant.members.get('bob')?.state).toBe('active')
  })

  it('accepts no invitation in his place', async () => {
    const tenant = membersInMemory(ann, member('bob', 'TenantUser', 'invited'))
    for (const state of ['active', 'disabled']) {
      const refused = replace(tenant, 'ann', 'bob', { role: 'TenantUser', state })
      await expect(refused).rejects.toMatchObject({ code: 'CONFLICT', field: 'state' })
    }
    await replace(tenant, 'ann', 'bob', { role: 'TenantAdmin' })
    expect(tenant.members.get('bob')).toMatchObject({ role: 'TenantAdmin', state: 'invited' })
  })

  it('is refused for oneself, and says why when nobody else could do it', async () => {
    for (const body of [{ role: 'TenantUser' }, { role: 'TenantAdmin', state: 'disabled' }]) {
      await expect(replace(membersInMemory(ann, bob), 'ann', 'ann', body)).rejects.toMatchObject({ code: 'CONFLICT' })
      const withOther = membersInMemory(ann, member('eve', 'TenantAdmin'))
      await expect(replace(withOther, 'ann', 'ann', body)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
  })

  it('does not count an admin who is disabled or has not accepted as one who stays', async () => {
    for (const state of ['disabled', 'invited'] as const) {
      const tenant = membersInMemory(ann, member('eve', 'TenantAdmin', state))
      await expect(replace(tenant, 'ann', 'ann', { role: 'TenantUser' })).rejects.toMatchObject({ code: 'CONFLICT' })
    }
  })

  it('is refused to one who lost his role after the authorizer looked', async () => {
    const tenant = membersInMemory(member('ann', 'TenantUser'), bob)
    await expect(replace(tenant, 'ann', 'bob', { role: 'TenantAdmin' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it.each([
    [{}, 'role'],
    [{ role: 'SystemAdmin' }, 'role'],
    [{ role: 'TenantUser', state: 'invited' }, 'state'],
    [{ role: 'TenantUser', tenantId: 'globex000000' }, 'tenantId'],
  ])('with %j is refused by the name of the field', async (body, field) => {
    const refused = replace(membersInMemory(ann, bob), 'ann', 'bob', body)
    await expect(refused).rejects.toMatchObject({ code: 'INVALID_REQUEST', field })
  })

  it('is not found for someone who is no member', async () => {
    const refused = replace(membersInMemory(ann), 'ann', 'zoe', { role: 'TenantUser' })
    await expect(refused).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
