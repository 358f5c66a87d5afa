import { ok } from '@tenantry/toolkit/http.ts'
import { readLimit } from '@tenantry/toolkit/pages.ts'
import { inTenant } from '@tenantry/toolkit/tenant-scope.ts'
import type { MembersOf } from './member-store.ts'
import { userView } from './user-view.ts'

export const listUsers = ({ membersOf }: { membersOf: MembersOf }) =>
  inTenant(async (tenant, { query }) => {
    const { items, nextCursor } = await membersOf(tenant).list({ limit: readLimit(query), cursor: query.cursor })
    return ok({ items: items.map(userView), nextCursor })
  })
