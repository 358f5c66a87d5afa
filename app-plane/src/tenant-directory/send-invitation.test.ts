import type { TenantState } from '@tenantry/contracts/events.ts'
import { describe, expect, it } from 'vitest'
import { type Membership, newMembership } from '../people/membership.ts'
import type { MembershipStore } from '../people/membership-store.ts'
import { type InvitationServices, sendInvitation } from './send-invitation.ts'

const NOW = Date.parse('2026-01-01T00:00:00.000Z')
const tenant = { tenantId: 'acme00000000', tenantName: 'Acme', adminEmail: 'Ada@acme.example' } as TenantState

/** One admin, whose mail stands as given. */
function world(mail: Membership['mail'], mailClaimedAt: number | null = null) {
  const person = { userId: 'ada', email: 'ada@acme.example', isNew: true }
  const ada = newMembership(person, { tenantId: tenant.tenantId, role: 'TenantAdmin', at: new Date(NOW).toISOString() })
  Object.assign(ada, { mail, mailClaimedAt })
  const sent: string[] = []
  const memberships: Pick<MembershipStore, 'ofTenant' | 'claimMail' | 'settleMail'> = {
    ofTenant: async () => [{ ...ada }],
    async claimMail(_, now, staleBefore) {
      const free = ada.mail === 'pending' || (ada.mail === 'sending' && Number(ada.mailClaimedAt) < staleBefore)
      if (free) Object.assign(ada, { mail: 'sending', mailClaimedAt: now })
      return free
    },
    settleMail: async (_, settled) => void Object.assign(ada, { mail: settled }),
  }
  const services = {
    memberships,
    people: { sendInvitation: async (email: string) => sent.push(email) > 0 },
    system: { now: () => NOW },
  } as unknown as InvitationServices
  return { ada, sent, services }
}

describe('the invitation of the first user', () => {
  it('is sent once, however often the event arrives', async () => {
    const { sent, services } = world('pending')
    await sendInvitation(services, tenant)
    await sendInvitation(services, tenant)
    expect(sent).toEqual(['ada@acme.example'])
  })

  it('is tried again later while another run has claimed it, which may have been killed', async () => {
    const { sent, services } = world('sending', NOW - 1000)
    await expect(sendInvitation(services, tenant)).rejects.toThrow('Another run')
    expect(sent).toEqual([])
  })

  it('is sent by the run that finds an old claim', async () => {
    const { ada, sent, services } = world('sending', NOW - 61_000)
    await sendInvitation(services, tenant)
    expect(sent).toEqual(['ada@acme.example'])
    expect(ada.mail).toBe('sent')
  })
})
