import { buildMembership, buildRequest, buildTenantContext } from '@tenantry/tests/support/builders.ts'
import { type TestMembers, testMembers } from '@tenantry/tests/support/members.ts'
import type { Mail } from '@tenantry/toolkit/mails.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Person } from '../people/people.ts'
import { inviteUser } from './invite-user.ts'

let tenant: TestMembers
let person: Person
let mails: (Mail | string)[]
let accounts: string[]
let mailIsUp: boolean

beforeEach(async () => {
  tenant = await testMembers(buildMembership('ann', { role: 'TenantAdmin' }))
  person = { userId: 'bob', email: 'bob@acme.example', isNew: true }
  mails = []
  accounts = ['bob']
  mailIsUp = true
})

const invite = (body: unknown) => {
  const sent = async (mail: Mail | string) => {
    if (!mailIsUp) throw new Error('mail is down')
    return mails.push(mail) > 0
  }
  const people = {
    createOrFind: async (email: string) => ({ ...person, email }),
    signOut: () => Promise.reject(new Error('not asked for')),
    sendInvitation: sent,
    removeUnlessMemberElsewhere: async (userId: string) => void accounts.splice(accounts.indexOf(userId), 1),
  }
  const sendMail = async (mail: Mail) => void (await sent(mail))
  return inviteUser({
    ...tenant,
    people,
    sendMail,
    signInLink: async () => null,
    system: { now: () => 1_767_225_600_000 },
  })(buildRequest({ caller: buildTenantContext('ann'), body }))
}

describe('an invitation', () => {
  it('of someone new makes them a member and has Cognito send their temporary password', async () => {
    const answer = await invite({ email: 'Bob@Acme.example', role: 'TenantUser' })
    expect(answer).toMatchObject({
      status: 201,
      body: { id: 'bob', email: 'bob@acme.example', role: 'TenantUser', state: 'active' },
    })
    expect(mails).toEqual(['bob@acme.example'])
    expect(await tenant.get('bob')).toMatchObject({ tenantId: 'acme00000000', mail: 'sent' })
  })

  it('of someone who has an account counts once they accept, and its mail holds no password', async () => {
    person = { ...person, isNew: false }
    expect(await invite({ email: 'bob@acme.example', role: 'TenantAdmin' })).toMatchObject({
      body: { state: 'invited' },
    })
    expect(mails).toMatchObject([{ to: 'bob@acme.example', subject: 'Your invitation to Acme' }])
    expect(JSON.stringify(mails)).not.toContain('Temporary password')
  })

  it('is undone when its mail cannot be sent: an account that was made for it too, and no other', async () => {
    mailIsUp = false
    await expect(invite({ email: 'bob@acme.example', role: 'TenantUser' })).rejects.toThrow('mail is down')
    expect(await tenant.get('bob')).toBeUndefined()
    expect(accounts).toEqual([])
    person = { ...person, isNew: false }
    accounts = ['bob']
    await expect(invite({ email: 'bob@acme.example', role: 'TenantUser' })).rejects.toThrow('mail is down')
    expect(accounts).toEqual(['bob'])
  })

  it.each([
    ['removed', undefined],
    ['demoted', buildMembership('ann')],
    ['disabled', buildMembership('ann', { role: 'TenantAdmin', state: 'disabled' })],
  ])('by an admin who was %s since the authorizer looked is refused, and leaves no account', async (_, standing) => {
    tenant = await testMembers(...(standing ? [standing] : []))
    await expect(invite({ email: 'bob@acme.example', role: 'TenantAdmin' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    expect(await tenant.get('bob')).toBeUndefined()
    expect([accounts, mails]).toEqual([[], []])
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
