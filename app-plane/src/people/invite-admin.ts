import type { TenantState } from '@tenantry/contracts/events.ts'
import type { MembershipStore } from './membership-store.ts'
import type { HeldPerson, People } from './people.ts'
import { type InvitationServices as Mailing, sendInvitation } from './send-invitation.ts'

export interface InvitationServices extends Mailing {
  memberships: Pick<MembershipStore, 'get' | 'mailSent'>
  people: Pick<People, 'alone'>
}

/** Sends the invitation of the tenant's admin, once however often the event arrives. */
export const inviteAdmin = (services: InvitationServices, tenant: TenantState): Promise<void> =>
  services.people.alone(tenant.adminEmail.toLowerCase(), tenant.tenantId, (held) => mailOnce(services, held, tenant))

/** The same, for who holds the admin's address already. A run that is killed before it notes the mail sends it again. */
export async function mailOnce(services: InvitationServices, held: HeldPerson, tenant: TenantState): Promise<void> {
  const admin = await presentAdmin(services, held, tenant)
  if (!admin || admin.mail === 'sent') return
  await sendInvitation(services, held, admin, tenant.tenantName)
  await services.memberships.mailSent(admin)
}

/** Sends it again because operators ask for it: once for each request. */
export const inviteAdminAgain = (services: InvitationServices, tenant: TenantState): Promise<void> =>
  services.people.alone(tenant.adminEmail.toLowerCase(), tenant.tenantId, async (held) => {
    const admin = await presentAdmin(services, held, tenant)
    if (!admin || admin.state === 'disabled' || (admin.mailedFor ?? 0) >= tenant.changedAt) return
    await sendInvitation(services, held, admin, tenant.tenantName)
    await services.memberships.mailSent(admin, tenant.changedAt)
  })

/** The membership of whoever has the admin's address now; they may have left the tenant. */
async function presentAdmin({ memberships }: InvitationServices, held: HeldPerson, { tenantId }: TenantState) {
  const person = await held.find()
  return person && memberships.get(tenantId, person.userId)
}
