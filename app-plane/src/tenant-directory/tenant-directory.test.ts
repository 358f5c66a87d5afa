import type { TenantState } from '@tenantry/contracts/events.ts'
import { buildTenantState, WORKFLOW_ID } from '@tenantry/tests/support/builders.ts'
import { testPeople } from '@tenantry/tests/support/people.ts'
import type { DirectoryEntry } from '@tenantry/toolkit/tenant-directory.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { adminsAmong } from '../people/admins.ts'
import type { Membership } from '../people/membership.ts'
import { activateTenant } from './activate-tenant.ts'
import { answerRequest } from './answer-request.ts'
import { appointAdmin } from './appoint-admin.ts'
import { followTenant } from './follow-tenant.ts'
import { provisionTenant } from './provision-tenant.ts'
import { withdrawTenant } from './withdraw-tenant.ts'

const state = (sequence: number, status: TenantState['status'] = 'active'): TenantState =>
  buildTenantState({
    sequence,
    status,
    adminEmail: 'Ann@acme.example',
    apiKeyId: status === 'failed' ? null : 'key1',
  })

let entries: Map<string, DirectoryEntry>
let members: Map<string, Membership>
let accounts: string[]
let invited: string[]

const parts = {
  directory: {
    get: async (tenantId: string) => entries.get(tenantId),
    async advance(entry: DirectoryEntry) {
      const stored = entries.get(entry.tenantId)
      if (stored && stored.sequence >= entry.sequence) return stored
      entries.set(entry.tenantId, entry)
      return 'written' as const
    },
    async follow(state: TenantState) {
      const stored = entries.get(state.tenantId)
      if (stored && stored.sequence >= state.sequence) return 'late' as const
      if (stored?.apiKeyId !== state.apiKeyId || !stored?.apiKey) return 'other-key' as const
      entries.set(state.tenantId, { ...stored, status: state.status, sequence: state.sequence })
      return 'written' as const
    },
    async complete(entry: DirectoryEntry) {
      if (entries.get(entry.tenantId)?.sequence !== entry.sequence) return false
      entries.set(entry.tenantId, entry)
      return true
    },
  },
  memberships: {
    get: async (_tenantId: string, userId: string) => members.get(userId),
    ofUser: async () => [],
    someOfTenant: async () => [],
    ofTenant: async () => [...members.values()],
    insert: async (member: Membership) => void (members.has(member.userId) || members.set(member.userId, member)),
    accept: async () => false,
    enter: async () => {},
    remove: async (_tenantId: string, userId: string) => void members.delete(userId),
    promote: async (member: Membership) =>
      members.set(member.userId, { ...member, role: 'TenantAdmin', state: 'active' }) === members,
    mailSent: async (member: Membership, mailedFor?: number) =>
      void members.set(member.userId, { ...member, mail: 'sent', ...(mailedFor !== undefined && { mailedFor }) }),
  },
  people: testPeople({
    async createOrFind(email) {
      accounts.push('ann')
      return { userId: 'ann', email, isNew: true }
    },
    find: async (email) => ({ userId: 'ann', email, isNew: false }),
    sendPassword: async (email) => invited.push(email) > 0,
    leave: async (_, userId) => {
      accounts = accounts.filter((id) => id !== userId)
      return true
    },
  }),
  apiKeyValue: async (id: string) => `value-of-${id}`,
  sendMail: async () => {},
  signInLink: async () => null,
  system: { now: () => 1_767_225_600_000 },
}
const services = { ...parts, admins: adminsAmong(parts) }
const entry = () => entries.get('acme00000000')

beforeEach(() => {
  entries = new Map()
  members = new Map()
  accounts = []
  invited = []
})

describe('the directory', () => {
  it('is ready to serve a tenant with its first admin, who is invited once the tenant is active, and once only', async () => {
    expect(await provisionTenant(services, state(3))).toBe(true)
    expect(entry()).toMatchObject({ status: 'active', apiKey: 'value-of-key1', sequence: 3 })
    expect([...members.values()]).toMatchObject([{ userId: 'ann', email: 'ann@acme.example', role: 'TenantAdmin' }])
    expect(invited).toEqual([])
    for (const _ of [1, 2]) await activateTenant(services, state(4))
    expect(invited).toEqual(['ann@acme.example'])
  })

  it('keeps a failed tenant as a tombstone without a key, and nobody of it', async () => {
    await provisionTenant(services, state(3))
    await withdrawTenant(services, state(4, 'failed'))
    expect(entry()).toMatchObject({ status: 'failed', apiKey: null })
    expect({ members: members.size, accounts }).toEqual({ members: 0, accounts: [] })
    expect(await provisionTenant(services, state(3))).toBe(false)
    expect(entry()?.status).toBe('failed')
  })

  it('keeps no account that came to no membership', async () => {
    const refuse = async () => Promise.reject(new Error('refused'))
    const memberships = { ...services.memberships, insert: refuse }
    await expect(
      provisionTenant({ ...services, admins: adminsAmong({ ...parts, memberships }) }, state(3)),
    ).rejects.toThrow('refused')
    expect(accounts).toEqual([])
  })

  it('serves a tenant whose onboarding failed and was tried again', async () => {
    await provisionTenant(services, state(3))
    await withdrawTenant(services, state(4, 'failed'))
    expect(await provisionTenant(services, state(7))).toBe(true)
    expect(entry()).toMatchObject({ status: 'active', sequence: 7 })
    expect(members.size).toBe(1)
  })

  it('follows a suspension and a reactivation, in whatever order they come', async () => {
    await provisionTenant(services, state(3))
    await followTenant(services, state(5, 'suspended'))
    expect(entry()).toMatchObject({ status: 'suspended', sequence: 5 })
    await followTenant(services, state(6))
    await followTenant(services, state(5, 'suspended'))
    expect(entry()).toMatchObject({ status: 'active', apiKey: 'value-of-key1', sequence: 6 })
  })

  it('invites the first admin though a suspension came before the news that the tenant is active', async () => {
    await provisionTenant(services, state(3))
    await followTenant(services, state(5, 'suspended'))
    await activateTenant(services, state(4))
    expect(entry()?.status).toBe('suspended')
    expect(invited).toEqual(['ann@acme.example'])
  })
})

describe('what operators ask for', () => {
  beforeEach(async () => {
    await provisionTenant(services, state(3))
    await activateTenant(services, state(4))
  })

  it('sends the invitation again, once for each request', async () => {
    for (const changedAt of [5, 5, 6]) await services.admins.inviteAgain({ ...state(5), changedAt })
    expect(invited).toHaveLength(3)
  })

  it('appoints somebody once, and makes an admin of whoever is less', async () => {
    members.clear()
    for (const _ of [1, 2]) await appointAdmin(services, state(5))
    expect([...members.values()]).toMatchObject([{ role: 'TenantAdmin', state: 'active', mail: 'sent' }])
    expect(invited).toHaveLength(2)
    for (const change of [{ role: 'TenantUser' }, { state: 'disabled' }] as const) {
      members.set('ann', { ...(members.get('ann') as Membership), ...change })
      await appointAdmin(services, state(6))
      expect(members.get('ann')).toMatchObject({ role: 'TenantAdmin', state: 'active' })
    }
    expect(invited).toHaveLength(2)
  })

  it('appoints nobody in a tenant that is gone', async () => {
    await withdrawTenant(services, state(5, 'failed'))
    await appointAdmin(services, state(4))
    expect(members.size).toBe(0)
  })
})

describe('an answer to the control plane', () => {
  const TYPES = { success: 'sbt_aws_deactivateSuccess', failure: 'sbt_aws_deactivateFailure' } as const
  const answering = async (work: () => Promise<boolean>) => {
    const answers: unknown[] = []
    const publish = async (type: string, result: object) => void answers.push({ type, ...result })
    await answerRequest({ publish, warn: () => {} }, TYPES, state(5), work)
    return answers
  }

  it('says that it was done, or why not, with the sequence and the workflow of the request', async () => {
    const success = { type: TYPES.success, sequence: 5, workflowId: WORKFLOW_ID, reason: null }
    expect(await answering(async () => true)).toMatchObject([success])
    const failed = await answering(() => Promise.reject(new Error('The directory is down')))
    const reason = 'Error: The directory is down'
    expect(failed).toMatchObject([{ type: TYPES.failure, sequence: 5, reason, isTransient: false }])
  })

  it('says whether the request may succeed when it is made again', async () => {
    const throttled = Object.assign(new Error('Slow down'), { name: 'TooManyRequestsException' })
    expect(await answering(() => Promise.reject(throttled))).toMatchObject([{ isTransient: true }])
  })

  it('is not given when something later made it pointless', async () => {
    expect(await answering(async () => false)).toEqual([])
  })
})
