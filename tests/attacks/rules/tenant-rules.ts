import { otherKinds } from '../product/own-ids.ts'
import { send } from '../world/http.ts'
import { invite } from '../world/member.ts'
import type { Route } from '../world/route.ts'
import { invitee } from '../world/tenant-world.ts'
import type { World } from '../world/world.ts'
import { oneItem, type RouteRule } from './route-rule.ts'
import { serviceRules } from './service-rules.ts'

const users: RouteRule['ids'] = {
  own: ({ attacker }) => invitee(attacker),
  standing: ({ attacker }) => attacker.user.userId,
  foreign: ({ victim }) => victim.user.userId,
  otherKinds: (world) => otherKinds(world, null),
}

const exports: RouteRule['ids'] = {
  own: (world) => world.exports.attacker,
  standing: (world) => world.exports.attacker,
  foreign: (world) => world.exports.victim,
  otherKinds: (world) => otherKinds(world, null),
}

/** How each operation that every tenant API has is called rightfully, and what could be named instead. */
const PLATFORM_RULES: Record<string, RouteRule> = {
  listUsers: oneItem,
  inviteUser: { body: ({ attacker }) => ({ email: attacker.nextEmail(), role: 'TenantUser' }) },
  resendInvitation: { ids: users },
  getUser: { ids: users },
  replaceUser: { ids: users, body: () => ({ role: 'TenantUser' }) },
  removeUser: { ids: users },
  getMe: {},
  signOutEverywhere: { costly: true, control: signOutSomebody },
  getAccount: {},
  listOwnUsage: {},
  listOwnRequests: {},
  listOwnAudit: {},
  listOwnCosts: {},
  replaceRequest: { body: () => ({ request: { kind: 'leave' } }), alone: 'account' },
  listMyTenants: {},
  exportMe: {},
  deleteMe: { costly: true, control: deleteSomebody },
  listExports: {},
  // The control plane exports one tenant at a time: a hundred wishes would be a hundred exports.
  requestExport: { costly: true, control: exportRequested },
  linkOwnExport: { ids: exports, query: () => '?file=manifest.json' },
  getOpenApi: {},
}

/** Somebody like the caller, whose sessions nothing else needs. */
async function signOutSomebody({ endpoints, attacker }: World, token: string): Promise<string> {
  const role = token === attacker.admin.token ? 'TenantAdmin' : 'TenantUser'
  const person = await invite(endpoints, attacker, attacker.nextEmail(), role)
  const call = { method: 'POST', path: '/me/sign-out-everywhere', token: person.token }
  return String((await send(attacker.config.apiUrl, call)).status)
}

/** Somebody like the caller, whose account nothing else needs. */
async function deleteSomebody({ endpoints, attacker }: World, token: string): Promise<string> {
  const role = token === attacker.admin.token ? 'TenantAdmin' : 'TenantUser'
  const person = await invite(endpoints, attacker, attacker.nextEmail(), role)
  return String((await send(attacker.config.apiUrl, { method: 'DELETE', path: '/me', token: person.token })).status)
}

async function exportRequested({ attacker }: World, token: string): Promise<string> {
  return String((await send(attacker.config.apiUrl, { method: 'POST', path: '/exports', token })).status)
}

/** The rules of the tenant API; those of services come from their documents. */
export const tenantRules = (routes: Route[]): Record<string, RouteRule> => ({
  ...serviceRules(routes),
  ...PLATFORM_RULES,
})
