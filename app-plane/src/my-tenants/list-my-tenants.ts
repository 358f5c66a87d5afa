import { type ApiOperation, ok } from '@tenantry/toolkit/http.ts'
import { type Page, readLimit } from '@tenantry/toolkit/pages.ts'
import type { MyTenantView } from './api.ts'
import type { KnownTenants } from './known-tenants.ts'
import type { OwnMemberships } from './own-memberships.ts'

/** The tenants that the caller may switch to, or is invited to. The person is the token's; no request names one. */
export const listMyTenants =
  ({ memberships, tenants }: { memberships: OwnMemberships; tenants: KnownTenants }): ApiOperation =>
  async ({ caller: { userId }, query }) => {
    if (!userId) throw new Error('The authorizer named no person')
    const { items, nextCursor } = await memberships(userId, { limit: readLimit(query), cursor: query.cursor })
    const known = await tenants(items.map(({ tenantId }) => tenantId))
    const page: Page<MyTenantView> = {
      // A tenant that is not in the directory is not served, so nobody can switch to it.
      items: items.flatMap(({ tenantId, role, state, invitedBy: by = null }) => {
        const tenant = known.get(tenantId)
        if (!tenant) return []
        const invitation = state === 'invited' && { invitation: { by, tenantSince: tenant.createdAt ?? null } }
        return [{ tenantId, name: tenant.tenantName, role, state, ...invitation }]
      }),
      nextCursor,
    }
    return ok(page)
  }
