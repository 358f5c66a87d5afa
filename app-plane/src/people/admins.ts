import type { TenantState } from '@tenantry/contracts/events.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { inviteAdmin, inviteAdminAgain, mailOnce } from './invite-admin.ts'
import { makeAdmin } from './make-admin.ts'
import { newMembership } from './membership.ts'
import type { MembershipChanges } from './membership-changes.ts'
import type { MembershipStore } from './membership-store.ts'
import type { People } from './people.ts'
import { removeMember } from './remove-member.ts'
import type { InvitationServices } from './send-invitation.ts'

/** The admins of tenants, as the control plane asks for them. Everything may be asked again. */
export interface Admins {
  /** Makes the first person of a tenant, with a membership, and no mail yet. */
  seed(tenant: TenantState): Promise<void>
  /** Takes everybody out of a tenant that does not come about. */
  unseed(tenant: TenantState): Promise<void>
  /** Sends the admin's invitation, once however often it is asked for. */
  invite(tenant: TenantState): Promise<void>
  /** Sends it again because operators ask for it: once for each request. */
  inviteAgain(tenant: TenantState): Promise<void>
  /** Makes the person whom operators chose an admin, and invites them unless they act in the tenant already. */
  appoint(tenant: TenantState): Promise<void>
}

export interface AdminServices extends InvitationServices {
  memberships: MembershipStore & MembershipChanges
  people: People
  system: Pick<System, 'now'>
}

/** The admins among people of a user pool. */
export function adminsAmong(services: AdminServices): Admins {
  const { memberships, people, system } = services
  return {
    async seed({ tenantId, adminEmail }) {
      await people.alone(adminEmail.toLowerCase(), tenantId, async (held) => {
        const found = await held.createOrFind()
        const at = new Date(system.now()).toISOString()
        try {
          await memberships.insert(newMembership(found, { tenantId, role: 'TenantAdmin', at, invitedBy: null }))
        } catch (error) {
          // No membership leads the clean-up of a failed onboarding to this account.
          await held.leave(found.userId)
          throw error
        }
      })
    },
    async unseed({ tenantId }) {
      for (const member of await memberships.ofTenant(tenantId)) await removeMember(services, member)
    },
    invite: (tenant) => inviteAdmin(services, tenant),
    inviteAgain: (tenant) => inviteAdminAgain(services, tenant),
    appoint: (tenant) =>
      people.alone(tenant.adminEmail.toLowerCase(), tenant.tenantId, async (held) => {
        await makeAdmin(services, held, tenant.tenantId)
        await mailOnce(services, held, tenant)
      }),
  }
}
