import { NEXT_CURSOR_HEADER } from '@tenantry/contracts/control-plane-api/audit-schemas.ts'
import { USAGE_FORMATS, UsageQuery } from '@tenantry/contracts/control-plane-api/usage-operations.ts'
import type { Cursors } from '@tenantry/toolkit/cursors.ts'
import { type ApiOperation, type ApiRequest, type ApiResponse, ok } from '@tenantry/toolkit/http.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import type { Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import { findTenant } from '../tenant-management/find-tenant.ts'
import type { TenantReader } from '../tenants/tenant-reader.ts'
import type { PublishedServices } from '../usage-records/published-rows.ts'
import { inOrder } from '../usage-records/usage-items.ts'
import { formatOf, written } from './formats.ts'
import { readUsageLimit, usageSpan } from './span.ts'
import { allRows, type TimedRow, tenantRows } from './usage-reader.ts'
import { tenantUsageView, usageView } from './usage-view.ts'

export interface Services extends PublishedServices {
  usage: Pick<Table, 'get' | 'query'>
  tenants: Pick<TenantReader, 'tenant'>
  cursors: Cursors
  system: Pick<System, 'now'>
}

/** The last row of the page before, and how far the list goes: it ends where it ended when it began. */
const Position = z.strictObject({
  from: z.int(),
  to: z.int(),
  service: z.string(),
  operation: z.string(),
  tenantId: z.nullable(z.string()),
})
type Position = z.infer<typeof Position>
type AnyRow = TimedRow & { tenantId: string | null }

/** As far as a list reads it; admins of tenants ask by another way than the gateway. */
export type ListRequest = Pick<ApiRequest, 'params' | 'query' | 'headers' | 'precondition'>

/** What a tenant used. */
export const listTenantUsage =
  (services: Omit<Services, 'objects'>) =>
  async (request: ListRequest): Promise<ApiResponse> => {
    const { tenantId } = await findTenant(services.tenants, request)
    return answerRows(services, request, ['tenant-usage', tenantId], {
      read: async function* (by, span) {
        const rows = await tenantRows(services.usage, tenantId, by, span)
        yield rows.map((row) => ({ ...row, tenantId }))
      },
      show: usageView,
    })
  }

/** What all tenants used. */
export const listUsage =
  (services: Services): ApiOperation =>
  (request) =>
    answerRows(services, request, ['usage'], {
      read: (by, span) => allRows(services, by, span),
      show: tenantUsageView,
    })

type Interval = NonNullable<z.infer<typeof UsageQuery>['by']>

async function answerRows(
  { cursors, system }: Pick<Services, 'cursors' | 'system'>,
  { query, headers }: Pick<ApiRequest, 'query' | 'headers'>,
  list: string[],
  rows: {
    read(by: Interval, span: { from: number; to: number }): AsyncIterable<AnyRow[]>
    show(row: AnyRow, by: Interval): object
  },
): Promise<ApiResponse> {
  const { cursor, limit: _, ...asked } = query
  const { by = 'hour', format: wanted, ...ends } = parse(UsageQuery, asked)
  const limit = readUsageLimit(query)
  const name = [...list, by, ends.from, ends.to]
  const after = cursor === undefined ? null : await cursors.decode(name, Position, cursor)
  const span = after ? { from: after.from, to: after.to } : usageSpan(ends, by, system.now())
  const found = await firstRows(rows.read(by, span), limit + 1, after)
  const page = found.slice(0, limit)
  const last = page.at(-1)
  const nextCursor = found.length > limit && last ? await cursors.encode(name, positionOf(last, span.to)) : null
  const format = formatOf(wanted, headers.accept)
  if (format === undefined) return ok({ items: page.map((row) => rows.show(row, by)), nextCursor })
  return {
    status: 200,
    text: written(
      format,
      page.map((row) => tenantUsageView(row, by)),
      { isFirst: cursor === undefined },
    ),
    headers: {
      'content-type': `${USAGE_FORMATS[format]}; charset=utf-8`,
      ...(nextCursor !== null && { [NEXT_CURSOR_HEADER]: nextCursor }),
    },
  }
}

async function firstRows(portions: AsyncIterable<AnyRow[]>, most: number, after: Position | null): Promise<AnyRow[]> {
  const found: AnyRow[] = []
  for await (const rows of portions) {
    found.push(...(after ? rows.filter((row) => inOrder(row, after) > 0) : rows).slice(0, most - found.length))
    if (found.length >= most) break
  }
  return found
}

const positionOf = ({ from, service, operation, tenantId }: AnyRow, to: number): Position => ({
  from,
  to,
  service,
  operation,
  tenantId,
})
