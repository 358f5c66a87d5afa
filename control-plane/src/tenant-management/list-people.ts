import type { TenantPerson } from '@tenantry/contracts/control-plane-api/schemas.ts'
import type { Cursors } from '@tenantry/toolkit/cursors.ts'
import { type ApiOperation, ok } from '@tenantry/toolkit/http.ts'
import { type Page, readLimit } from '@tenantry/toolkit/pages.ts'
import * as z from 'zod/mini'
import type { TenantPeople } from '../tenants/tenant-people.ts'
import type { TenantStore } from '../tenants/tenant-store.ts'
import { findTenant } from './find-tenant.ts'

const Position = z.strictObject({ after: z.string().check(z.regex(/^[\w-]{1,64}$/)) })

/** The people of a tenant, for operators: as the app plane reported them last. */
export const listPeople =
  ({
    tenants,
    people,
    cursors,
  }: {
    tenants: Pick<TenantStore, 'tenant'>
    people: Pick<TenantPeople, 'list'>
    cursors: Cursors
  }): ApiOperation =>
  async (request) => {
    const { params, query } = request
    const list = ['people', params.id]
    const after = query.cursor === undefined ? null : (await cursors.decode(list, Position, query.cursor)).after
    const limit = readLimit(query)
    const { tenantId } = await findTenant(tenants, request)
    const found = await people.list(tenantId, { limit: limit + 1, after })
    const items = found
      .slice(0, limit)
      .map(({ userId: id, email, role, state, createdAt }) => ({ id, email, role, state, createdAt }))
    const last = items.at(-1)
    const page: Page<z.infer<typeof TenantPerson>> = {
      items,
      nextCursor: found.length > limit && last ? await cursors.encode(list, { after: last.id }) : null,
    }
    return ok(page)
  }
