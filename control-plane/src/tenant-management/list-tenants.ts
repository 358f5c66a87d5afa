import { TenantFilter, type TenantSummary } from '@tenantry/contracts/control-plane-api/schemas.ts'
import { type ApiRequest, type ApiResponse, ok } from '@tenantry/toolkit/http.ts'
import { decodeCursor, encodeCursor, type Page, readLimit } from '@tenantry/toolkit/pages.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
import * as z from 'zod/mini'
import { ListedAt } from '../tenants/tenant-items.ts'
import type { TenantStore } from '../tenants/tenant-store.ts'
import { summaryOf } from './tenant-view.ts'

const Position = z.strictObject({ after: ListedAt })

/** A page of all tenants, newest first. */
export const listTenants =
  ({ tenants }: { tenants: Pick<TenantStore, 'list'> }) =>
  async ({ query }: ApiRequest): Promise<ApiResponse> => {
    const { status, tier } = query
    const filter = parse(TenantFilter, { status, tier })
    const after = query.cursor === undefined ? null : decodeCursor(Position, query.cursor).after
    const found = await tenants.list({ filter, limit: readLimit(query), after })
    const page: Page<z.infer<typeof TenantSummary>> = {
      items: found.tenants.map(summaryOf),
      nextCursor: found.next === null ? null : encodeCursor({ after: found.next }),
    }
    return ok(page)
  }
