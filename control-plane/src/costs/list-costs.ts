import { formatDollars } from '@tenantry/attribution/money.ts'
import { NEXT_CURSOR_HEADER } from '@tenantry/contracts/control-plane-api/audit-schemas.ts'
import { COST_FORMATS, CostsFormatQuery } from '@tenantry/contracts/control-plane-api/cost-operations.ts'
import { COST_CAUSES, type CostInterval, type CostsView } from '@tenantry/contracts/control-plane-api/cost-schemas.ts'
import type { Cursors } from '@tenantry/toolkit/cursors.ts'
import { type ApiOperation, ok } from '@tenantry/toolkit/http.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import * as z from 'zod/mini'
import { sumOfCauses } from '../cost-records/cost-rows.ts'
import type { UnitState } from '../cost-records/cost-state.ts'
import type { Span } from '../cost-records/units.ts'
import { readUsageLimit } from '../usage/span.ts'
import { moment } from '../usage/usage-view.ts'
import { focusRows } from './focus.ts'
import { costSpan } from './intervals.ts'
import { type CostItem, inOrder, itemsOfTenant, type ReadServices, readCosts, readTotals } from './read-costs.ts'
import { unallocatedItems } from './unallocated-items.ts'

export interface Services extends ReadServices {
  cursors: Cursors
  system: Pick<System, 'now'>
  /** The account that AWS bills. */
  accountId: string
}

/** The last item of the page before, and the span of the list: it ends where it ended when it began. */
const Position = z.strictObject({
  span: z.strictObject({ from: z.int(), to: z.int() }),
  from: z.int(),
  service: z.string(),
  tenantId: z.nullable(z.string()),
  cause: z.nullable(z.enum(COST_CAUSES)),
})
type Position = z.infer<typeof Position>

type Asked = z.infer<typeof CostsFormatQuery>

/** What tenants bear of the bill. The sums are those of the whole span; a tenant or tier that is asked for chooses items alone, a service the sums, too. */
export const listCosts =
  (services: Services): ApiOperation =>
  async ({ query }) => {
    const { cursor, limit: _, ...rest } = query
    const asked = parse(CostsFormatQuery, rest)
    const { by = 'day', from, to, tenantId, tier, service, format } = asked
    const limit = readUsageLimit(query)
    const name = ['costs', by, from, to, tenantId, tier, service, format]
    const after = cursor === undefined ? null : await services.cursors.decode(name, Position, cursor)
    const span = after?.span ?? costSpan({ from, to }, by, services.system.now())
    const units = await services.state.unitsIn(span)
    const totals = (await readTotals(services, by, span, units)).filter((one) => isAsked(one, { service }))
    const isWhole = format === 'focus' && tenantId === undefined && tier === undefined
    const found = await firstItems(portions(services, { asked, by, span, units }), {
      most: limit + 1,
      after,
      asked,
      nobodys: isWhole ? unallocatedItems(totals) : [],
    })
    const page = found.slice(0, limit)
    const last = page.at(-1)
    const nextCursor =
      found.length > limit && last ? await services.cursors.encode(name, { span, ...placeOf(last) }) : null
    if (format) {
      return {
        status: 200,
        text: focusRows(page, { by, accountId: services.accountId, isFirst: cursor === undefined }),
        headers: {
          'content-type': `${COST_FORMATS[format]}; charset=utf-8`,
          ...(nextCursor !== null && { [NEXT_CURSOR_HEADER]: nextCursor }),
        },
      }
    }
    const view: CostsView = {
      runVersion: newestVersion(units),
      billTotal: formatDollars(totals.reduce((sum, { total }) => sum + total, 0n)),
      unallocated: formatDollars(totals.reduce((sum, { unallocated }) => sum + sumOfCauses(unallocated), 0n)),
      items: page.map((item) => ({
        tenantId: item.tenantId ?? '',
        tier: item.tier,
        service: item.service,
        from: moment(item.from),
        cost: formatDollars(item.cost),
      })),
      nextCursor,
    }
    return ok(view)
  }

async function* portions(
  services: Services,
  { asked, by, span, units }: { asked: Asked; by: CostInterval; span: Span; units: UnitState[] },
): AsyncGenerator<CostItem[]> {
  if (asked.tenantId === undefined || by === 'hour') yield* readCosts(services, by, span, units)
  else yield itemsOfTenant(by, span, asked.tenantId, await services.tenantCosts.read(asked.tenantId, units))
}

async function firstItems(
  portions: AsyncIterable<CostItem[]>,
  { most, after, asked, nobodys }: { most: number; after: Position | null; asked: Asked; nobodys: CostItem[] },
): Promise<CostItem[]> {
  const found: CostItem[] = []
  const left = new Set(nobodys)
  const take = (items: CostItem[]) => {
    const wanted = items.filter((item) => isAsked(item, asked) && (!after || inOrder(item, after) > 0))
    found.push(...wanted.sort(inOrder).slice(0, most - found.length))
  }
  for await (const items of portions) {
    const until = items.at(-1)?.from ?? 0
    const own = [...left].filter(({ from }) => from <= until)
    for (const item of own) left.delete(item)
    take([...items, ...own])
    if (found.length >= most) return found
  }
  take([...left])
  return found
}

const isAsked = (
  item: { service: string; tenantId?: string | null; tier?: string | null },
  { service, tenantId, tier }: Pick<Asked, 'service' | 'tenantId' | 'tier'>,
): boolean =>
  (service === undefined || item.service === service) &&
  (tenantId === undefined || item.tenantId === tenantId) &&
  (tier === undefined || item.tier === tier)

const placeOf = ({ from, service, tenantId, cause }: CostItem) => ({ from, service, tenantId, cause })

const newestVersion = (units: UnitState[]): string | null =>
  units.length === 0 ? null : String(Math.max(...units.map(({ version }) => version)))
