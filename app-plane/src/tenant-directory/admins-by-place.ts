import type { TenantState } from '@tenantry/contracts/events.ts'
import type { Admins } from '../people/admins.ts'

/** Admins wherever people of their tenant are: among those that tenants share, or among a silo's own. */
export function adminsByPlace({ shared, silos }: { shared: Admins; silos: Admins }): Admins {
  const of = ({ deployment }: TenantState): Admins =>
    deployment.kind === 'silo' && deployment.identity === 'own' ? silos : shared
  return {
    seed: (tenant) => of(tenant).seed(tenant),
    unseed: (tenant) => of(tenant).unseed(tenant),
    invite: (tenant) => of(tenant).invite(tenant),
    inviteAgain: (tenant) => of(tenant).inviteAgain(tenant),
    appoint: (tenant) => of(tenant).appoint(tenant),
  }
}
