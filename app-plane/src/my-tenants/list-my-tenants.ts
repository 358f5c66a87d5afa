import { type ApiOperation, ok } from '@tenantry/toolkit/http.ts'
import { type Page, readLimit } from '@tenantry/toolkit/pages.ts'
import type { MyTenantView } from './api.ts'
import type { OwnMemberships } from './own-memberships.ts'
import type { TenantNames } from './tenant-names.ts'

/** The tenants that the caller may switch to, or is invited to. The person is the token's; no request names one. */
export const listMyTenants =
  ({ memberships, names }: { memberships: OwnMemberships; names: TenantNames }): ApiOperation =>
  async ({ caller: { userId }, query }) => {
    if (!userId) throw new Error('The authorizer named no person')
    const { items, nextCursor } = await memberships(userId, { limit: readLimit(query), cursor: query.cursor })
    const known = await names(items.map(({ tenantId }) => tenantId))
    const page: Page<MyTenantView> = {
      // A tenant that is not in the directory is not served, so nobody can switch to it.
      items: items.flatMap(({ tenantId, role, state }) => {
        const name = known.get(tenantId)
        return name === undefined ? [] : [{ tenantId, name, role, state }]
      }),
      nextCursor,
    }
    return ok(page)
  }
