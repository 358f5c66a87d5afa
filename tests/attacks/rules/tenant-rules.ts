import { otherKinds } from '../product/own-ids.ts'
import type { Route } from '../world/route.ts'
import { invitee } from '../world/tenant-world.ts'
import { oneItem, type RouteRule } from './route-rule.ts'
import { serviceRules } from './service-rules.ts'

const users: RouteRule['ids'] = {
  own: ({ attacker }) => invitee(attacker),
  standing: ({ attacker }) => attacker.user.userId,
  foreign: ({ victim }) => victim.user.userId,
  otherKinds: (world) => otherKinds(world, null),
}

/** How each operation that every tenant API has is called rightfully, and what could be named instead. */
const PLATFORM_RULES: Record<string, RouteRule> = {
  listUsers: oneItem,
  inviteUser: { body: ({ attacker }) => ({ email: attacker.nextEmail(), role: 'TenantUser' }) },
  getUser: { ids: users },
  replaceUser: { ids: users, body: () => ({ role: 'TenantUser' }) },
  removeUser: { ids: users },
  getMe: {},
  listMyTenants: {},
  getOpenApi: {},
}

/** The rules of the tenant API; those of services come from their documents. */
export const tenantRules = (routes: Route[]): Record<string, RouteRule> => ({
  ...serviceRules(routes),
  ...PLATFORM_RULES,
})
