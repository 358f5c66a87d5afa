import type { TenantRequestView } from '@tenantry/contracts/control-plane-api/request-schemas.ts'
import type { Cursors } from '@tenantry/toolkit/cursors.ts'
import { type ApiOperation, ok } from '@tenantry/toolkit/http.ts'
import { type Page, readLimit } from '@tenantry/toolkit/pages.ts'
import { RequestPosition, type TenantRequests } from '../tenants/tenant-requests.ts'
import { requestView, type ViewServices } from './request-view.ts'

interface Services extends ViewServices {
  requests: Pick<TenantRequests, 'open'>
  cursors: Cursors
}

const LIST = ['tenant-requests']

/** What tenants ask for, the oldest request first. */
export const listRequests =
  (services: Services): ApiOperation =>
  async ({ query }) => {
    const { requests, cursors } = services
    const after = query.cursor === undefined ? null : await cursors.decode(LIST, RequestPosition, query.cursor)
    const limit = readLimit(query)
    const found = await requests.open({ limit: limit + 1, after })
    const shown = found.slice(0, limit)
    const views = await Promise.all(shown.map((request) => requestView(services, request)))
    const last = shown.at(-1)
    const next = found.length > limit && last ? { tenantId: last.tenantId, askedAt: last.askedAt } : null
    const page: Page<TenantRequestView> = {
      items: views.filter((view) => view !== null),
      nextCursor: next && (await cursors.encode(LIST, next)),
    }
    return ok(page)
  }
