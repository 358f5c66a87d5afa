import { describe, expect, it } from 'vitest'
import { member, membersInMemory, requestOf } from './members-in-memory.ts'
import { removeUser } from './remove-user.ts'

function removing(tenant: ReturnType<typeof membersInMemory>, removeAccount = async () => {}) {
  const accounts: string[] = []
  const errors: string[] = []
  const people = {
    createOrFind: () => Promise.reject(new Error('not asked for')),
    sendInvitation: () => Promise.reject(new Error('not asked for')),
    async removeUnlessMemberElsewhere(userId: string, tenantId: string) {
      await removeAccount()
      accounts.push(`${userId} of ${tenantId}`)
    },
  }
  const logger = { error: (message: string) => errors.push(message) } as never
  const remove = removeUser({ ...tenant, people, logger })
  return { remove: (by: string, id: string) => remove(requestOf(by, id)), accounts, errors }
}
const ann = member('ann', 'TenantAdmin')
const bob = member('bob', 'TenantUser')

describe('removing a person', () => {
  it('takes him out of the tenant, and his account with the last membership', async () => {
    const tenant = membersInMemory(ann, bob)
    const { remove, accounts } = removing(tenant)
    expect(await remove('ann', 'bob')).toEqual({ status: 204 })
    expect([...tenant.members.keys()]).toEqual(['ann'])
    expect(accounts).toEqual(['bob of acme00000000'])
  })

  it('is done though his account could not be removed', async () => {
    const tenant = membersInMemory(ann, bob)
    const { remove, errors } = removing(tenant, () => Promise.reject(new Error('down')))
    expect(await remove('ann', 'bob')).toEqual({ status: 204 })
    expect(errors).toEqual(['account not removed'])
  })

  it('lets an admin leave when another one stays, and not the last one', async () => {
    const tenant = membersInMemory(ann, member('eve', 'TenantAdmin'), bob)
    const { remove } = removing(tenant)
    await remove('ann', 'ann')
    await expect(remove('eve', 'eve')).rejects.toMatchObject({ code: 'CONFLICT' })
    expect([...tenant.members.keys()]).toEqual(['eve', 'bob'])
  })

  it('leaves one admin when two remove each other at once', async () => {
    const tenant = membersInMemory(ann, member('eve', 'TenantAdmin'))
    const { remove } = removing(tenant)
    const results = await Promise.allSettled([remove('ann', 'eve'), remove('eve', 'ann')])
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(tenant.members.size).toBe(1)
  })

  it('leaves one admin when the two there are leave at once', async () => {
    const tenant = membersInMemory(ann, member('eve', 'TenantAdmin'))
    const { remove } = removing(tenant)
    await Promise.allSettled([remove('ann', 'ann'), remove('eve', 'eve')])
    expect(tenant.members.size).toBe(1)
  })

  it('is not found for someone who is no member', async () => {
    await expect(removing(membersInMemory(ann)).remove('ann', 'zoe')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
