import { buildMembership, buildRequest, buildTenantContext } from '@tenantry/tests/support/builders.ts'
import { type TestMembers, testMembers } from '@tenantry/tests/support/members.ts'
import { testPeople } from '@tenantry/tests/support/people.ts'
import type { Mail } from '@tenantry/toolkit/mails.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Person } from '../people/people.ts'
import { inviteUser } from './invite-user.ts'

let tenant: TestMembers
let person: Person
let mails: (Mail | string)[]
let accounts: string[]
let hasPassword: boolean
let mailProblem: Error | null

beforeEach(async () => {
  tenant = await testMembers(buildMembership('ann', { role: 'TenantAdmin' }))
  person = { userId: 'bob', email: 'bob@acme.example', isNew: true }
  mails = []
  accounts = ['bob']
  hasPassword = false
  mailProblem = null
})

const invite = (body: unknown, allowances: Record<string, number> = {}) => {
  const sent = async (mail: Mail | string) => {
    if (mailProblem) throw mailProblem
    mails.push(mail)
  }
  const found = person
  const people = testPeople({
    createOrFind: async (email) => ({ ...found, email }),
    async sendPassword(email) {
      if (hasPassword) return false
      await sent(email)
      return true
    },
    leave: async (_, userId) => accounts.splice(accounts.indexOf(userId), 1).length > 0,
  })
  return inviteUser({
    ...tenant,
    people,
    limits: { ofTenant: async () => {}, ofAddress: async () => {} },
    sendMail: sent,
    signInLink: async () => null,
    system: { now: () => 1_767_225_600_000 },
  })(buildRequest({ caller: buildTenantContext('ann', { allowances }), body }))
}
const refusal = (name: string) => Object.assign(new Error('Email address is not verified'), { name })

describe('an invitation', () => {
  it('is refused where the tenant has as many people as its plan allows, and makes nobody', async () => {
    const bob = { email: 'bob@acme.example', role: 'TenantUser' }
    for (const people of [0, 1])
      await expect(invite(bob, { people })).rejects.toMatchObject({ code: 'ALLOWANCE_SPENT', entitlement: 'people' })
    expect(await tenant.get('bob')).toBeUndefined()
    expect(mails).toEqual([])
    expect(await invite(bob, { people: 2 })).toMatchObject({ status: 201 })
    await expect(invite({ ...bob, email: 'eve@acme.example' }, { people: 2 })).rejects.toMatchObject({ status: 403 })
  })

  it('is one of several at the same moment, and the maximum holds all the same', async () => {
    const both = ['bob', 'eve'].map(async (name) => {
      person = { userId: name, email: `${name}@acme.example`, isNew: true }
      return invite({ email: `${name}@acme.example`, role: 'TenantUser' }, { people: 2 })
    })
    const outcomes = await Promise.allSettled(both)
    const refused = outcomes.filter(({ status }) => status === 'rejected')
    expect(refused.length).toBeGreaterThan(0)
    for (const { reason } of refused as PromiseRejectedResult[]) expect(reason).toMatchObject({ status: 403 })
    const members = (await Promise.all(['ann', 'bob', 'eve'].map(tenant.get))).filter(Boolean)
    expect(members.length).toBe(3 - refused.length)
    expect(mails.length).toBe(2 - refused.length)
  })

  it('of someone new makes them a member and has Cognito send their temporary password', async () => {
    const answer = await invite({ email: 'Bob@Acme.example', role: 'TenantUser' })
    expect(answer).toMatchObject({
      status: 201,
      body: { id: 'bob', email: 'bob@acme.example', role: 'TenantUser', state: 'active' },
    })
    expect(mails).toEqual(['bob@acme.example'])
    expect(await tenant.get('bob')).toMatchObject({ tenantId: 'acme00000000', mail: 'sent' })
  })

  it('of someone who has a password counts once they accept, and its mail holds none', async () => {
    person = { ...person, isNew: false }
    hasPassword = true
    expect(await invite({ email: 'bob@acme.example', role: 'TenantAdmin' })).toMatchObject({
      body: { state: 'invited' },
    })
    expect(mails).toMatchObject([{ to: 'bob@acme.example', subject: 'Your invitation to Acme' }])
    expect(JSON.stringify(mails)).not.toContain('Temporary password')
  })

  it('of someone whom another tenant invited, and who never signed in, has Cognito send a password all the same', async () => {
    person = { ...person, isNew: false }
    expect(await invite({ email: 'bob@acme.example', role: 'TenantUser' })).toMatchObject({
      body: { state: 'invited' },
    })
    expect(mails).toEqual(['bob@acme.example'])
  })

  it('says who invites', async () => {
    await invite({ email: 'bob@acme.example', role: 'TenantUser' })
    expect((await tenant.get('bob'))?.invitedBy).toBe('ann@acme.example')
  })

  it('is undone when its mail cannot be sent', async () => {
    mailProblem = new Error('mail is down')
    await expect(invite({ email: 'bob@acme.example', role: 'TenantUser' })).rejects.toThrow('mail is down')
    expect(await tenant.get('bob')).toBeUndefined()
    expect(accounts).toEqual([])
  })

  it.each([
    ['MessageRejected', 'MAIL_REJECTED'],
    ['CodeDeliveryFailureException', 'MAIL_REJECTED'],
    ['TooManyRequestsException', 'UNAVAILABLE'],
  ])('that the mail service answers with %s is undone, and says so', async (name, code) => {
    mailProblem = refusal(name)
    await expect(invite({ email: 'bob@acme.example', role: 'TenantUser' })).rejects.toMatchObject({ code })
    expect(await tenant.get('bob')).toBeUndefined()
    expect(accounts).toEqual([])
  })

  it.each([
    ['removed', undefined],
    ['demoted', buildMembership('ann')],
    ['disabled', buildMembership('ann', { role: 'TenantAdmin', state: 'disabled' })],
  ])('by an admin who was %s since the authorizer looked is refused, and makes no account', async (_, standing) => {
    tenant = await testMembers(...(standing ? [standing] : []))
    await expect(invite({ email: 'bob@acme.example', role: 'TenantAdmin' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    expect(await tenant.get('bob')).toBeUndefined()
    expect(mails).toEqual([])
  })

  it('of a member is a conflict and changes nothing', async () => {
    await tenant.put(buildMembership('bob'))
    const refused = invite({ email: 'bob@acme.example', role: 'TenantAdmin' })
    await expect(refused).rejects.toMatchObject({ code: 'CONFLICT', field: 'email' })
    expect((await tenant.get('bob'))?.role).toBe('TenantUser')
    expect(mails).toEqual([])
  })

  it.each([
    [{ role: 'TenantUser' }, 'email'],
    [{ email: 'bob', role: 'TenantUser' }, 'email'],
    [{ email: 'bob@acme.example', role: 'SystemAdmin' }, 'role'],
    [{ email: 'bob@acme.example', role: 'TenantUser', tenantId: 'globex000000' }, 'tenantId'],
  ])('with %j is refused by the name of the field', async (body, field) => {
    await expect(invite(body)).rejects.toMatchObject({ code: 'INVALID_REQUEST', field })
  })
})
