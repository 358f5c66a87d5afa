import { buildMembership, buildRequest, buildTenantContext } from '@tenantry/tests/support/builders.ts'
import { type TestMembers, testMembers } from '@tenantry/tests/support/members.ts'
import { testPeople } from '@tenantry/tests/support/people.ts'
import { describe, expect, it } from 'vitest'
import { removeUser } from './remove-user.ts'

function removing(tenant: TestMembers, removeAccount = async () => {}) {
  const accounts: string[] = []
  const errors: string[] = []
  const people = testPeople({
    async leave(email, userId) {
      await removeAccount()
      accounts.push(`${userId} as ${email}`)
      return true
    },
  })
  const logger = { error: (message: string) => errors.push(message) } as never
  const remove = removeUser({ ...tenant, people, logger })
  return {
    remove: (by: string, id: string) => remove(buildRequest({ caller: buildTenantContext(by), params: { id } })),
    accounts,
    errors,
  }
}
const ann = buildMembership('ann', { role: 'TenantAdmin' })
const eve = buildMembership('eve', { role: 'TenantAdmin' })
const bob = buildMembership('bob')

describe('removing a person', () => {
  it('takes them out of the tenant, and their account with the last membership', async () => {
    const tenant = await testMembers(ann, bob)
    const { remove, accounts } = removing(tenant)
    expect(await remove('ann', 'bob')).toEqual({ status: 204 })
    expect(await tenant.userIds()).toEqual(['ann'])
    expect(accounts).toEqual(['bob as bob@acme.example'])
  })

  it('is done though the account could not be removed', async () => {
    const tenant = await testMembers(ann, bob)
    const { remove, errors } = removing(tenant, () => Promise.reject(new Error('down')))
    expect(await remove('ann', 'bob')).toEqual({ status: 204 })
    expect(errors).toEqual(['account not removed'])
  })

  it('lets an admin leave when another one stays, and not the last one', async () => {
    const tenant = await testMembers(ann, eve, bob)
    const { remove } = removing(tenant)
    await remove('ann', 'ann')
    await expect(remove('eve', 'eve')).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await tenant.userIds()).toEqual(['bob', 'eve'])
  })

  it('leaves one admin when two remove each other at once', async () => {
    const tenant = await testMembers(ann, eve)
    const { remove } = removing(tenant)
    const results = await Promise.allSettled([remove('ann', 'eve'), remove('eve', 'ann')])
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await tenant.userIds()).toHaveLength(1)
  })

  it('leaves one admin when the two there are leave at once', async () => {
    const tenant = await testMembers(ann, eve)
    const { remove } = removing(tenant)
    await Promise.allSettled([remove('ann', 'ann'), remove('eve', 'eve')])
    expect(await tenant.userIds()).toHaveLength(1)
  })

  it('is not found for someone who is no member', async () => {
    await expect(removing(await testMembers(ann)).remove('ann', 'zoe')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
