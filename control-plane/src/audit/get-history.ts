import type { HistoryEntry } from '@tenantry/contracts/control-plane-api/schemas.ts'
import { TenantId } from '@tenantry/contracts/ids.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import type { Cursors } from '@tenantry/toolkit/cursors.ts'
import { type ApiOperation, ok } from '@tenantry/toolkit/http.ts'
import { type Page, readLimit } from '@tenantry/toolkit/pages.ts'
import * as z from 'zod/mini'
import type { TenantHistory } from './tenant-history.ts'

const Position = z.strictObject({ before: z.int().check(z.minimum(1)) })

/** What happened to a tenant, newest first. A tenant has a history from its sign-up on. */
export const getHistory =
  ({ history, cursors }: { history: TenantHistory; cursors: Cursors }): ApiOperation =>
  async ({ params, query }) => {
    const list = ['history', params.id]
    const before = query.cursor === undefined ? null : (await cursors.decode(list, Position, query.cursor)).before
    const limit = readLimit(query)
    const tenantId = z.safeParse(TenantId, params.id).data
    const found = tenantId === undefined ? [] : await history(tenantId, { limit: limit + 1, before })
    if (found.length === 0 && before === null) throw new ApiError('NOT_FOUND', 'There is no such tenant.')
    const items = found.slice(0, limit).map(({ tenantId: _, ...entry }) => entry)
    const last = items.at(-1)
    const page: Page<z.infer<typeof HistoryEntry>> = {
      items,
      nextCursor: found.length > limit && last ? await cursors.encode(list, { before: last.sequence }) : null,
    }
    return ok(page)
  }
