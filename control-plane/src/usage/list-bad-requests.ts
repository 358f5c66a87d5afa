import { RequestsQuery } from '@tenantry/contracts/control-plane-api/usage-operations.ts'
import { DAY } from '@tenantry/metering/hours.ts'
import { type ApiResponse, ok } from '@tenantry/toolkit/http.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
import * as z from 'zod/mini'
import { findTenant } from '../tenant-management/find-tenant.ts'
import type { ListRequest, Services } from './list-usage.ts'
import { readSpan, readUsageLimit } from './span.ts'
import { badRequests } from './usage-reader.ts'

const Position = z.strictObject({ from: z.int(), to: z.int(), after: z.string() })
const LONGEST = 7 * DAY

/** Requests of a tenant that failed, were throttled or were slow, newest first. */
export const listBadRequests =
  (services: Omit<Services, 'objects'>) =>
  async (request: ListRequest): Promise<ApiResponse> => {
    const { tenantId } = await findTenant(services.tenants, request)
    const { cursor, limit: _, ...asked } = request.query
    const { why, ...ends } = parse(RequestsQuery, asked)
    const limit = readUsageLimit(request.query)
    const name = ['bad-requests', tenantId, why, ends.from, ends.to]
    const position = cursor === undefined ? null : await services.cursors.decode(name, Position, cursor)
    const now = services.system.now()
    const span = position ?? readSpan(ends, { longest: LONGEST, usual: DAY, now })
    const all = await badRequests(services.usage, tenantId, { from: span.from, to: span.to })
    const found = all
      .filter((one) => why === undefined || one.why === why)
      .filter((one) => position === null || placeOf(one) < position.after)
    const items = found.slice(0, limit)
    const last = items.at(-1)
    const more = found.length > limit && last
    const next = more ? { from: span.from, to: span.to, after: placeOf(last) } : null
    return ok({ items, nextCursor: next && (await services.cursors.encode(name, next)) })
  }

const placeOf = ({ time, requestId }: { time: string; requestId: string }): string => `${time} ${requestId}`
