import type { TenantState } from '@tenantry/contracts/events.ts'
import { newMembership } from '../people/membership.ts'
import type { HeldPerson } from '../people/people.ts'
import type { ActivationServices } from './activate-tenant.ts'
import { mailOnce } from './invite-admin.ts'
import type { ProvisioningServices } from './provision-tenant.ts'

type Services = ProvisioningServices & ActivationServices

/** Makes the person whom operators chose an admin of the tenant, and invites them unless they act in it already. May run again. */
export async function appointAdmin(services: Services, tenant: TenantState): Promise<void> {
  const entry = await services.directory.get(tenant.tenantId)
  // The tenant is gone: nobody could sign in to it.
  if (!entry || entry.status === 'failed') return
  const { tenantId } = tenant
  await services.people.alone(tenant.adminEmail.toLowerCase(), tenantId, async (held) => {
    await makeAdmin(services, held, tenantId)
    await mailOnce(services, held, tenant)
  })
}

async function makeAdmin({ memberships, system }: Services, held: HeldPerson, tenantId: string): Promise<void> {
  const person = await held.createOrFind()
  const present = await memberships.get(tenantId, person.userId)
  if (!present) {
    const at = new Date(system.now()).toISOString()
    return memberships.insert(newMembership(person, { tenantId, role: 'TenantAdmin', at, invitedBy: null }))
  }
  if (present.role === 'TenantAdmin' && present.state !== 'disabled') return
  if (!(await memberships.promote(present))) throw new Error('The membership was changed meanwhile: it is tried again')
}
