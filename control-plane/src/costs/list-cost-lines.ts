import { formatDecimal } from '@tenantry/attribution/decimal.ts'
import { formatDollars } from '@tenantry/attribution/money.ts'
import { type LineShares, shareLines } from '@tenantry/attribution/share/share-lines.ts'
import type { Usage } from '@tenantry/attribution/usage/usage.ts'
import { usageOfRows } from '@tenantry/attribution/usage/usage-of-rows.ts'
import { CostLinesQuery, type CostLineView } from '@tenantry/contracts/control-plane-api/cost-schemas.ts'
import { DAY } from '@tenantry/metering/hours.ts'
import { type ApiOperation, ok } from '@tenantry/toolkit/http.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
import * as z from 'zod/mini'
import type { UnitState } from '../cost-records/cost-state.ts'
import { type BillEntry, BillRow, entryOf, linesOf, type Row, usageRecords } from '../cost-records/inputs.ts'
import { moment } from '../usage/usage-view.ts'
import type { Services } from './list-costs.ts'
import { pageOfAll } from './pages.ts'
import { readObjectOf } from './read-costs.ts'

/** The lines of a day's bill behind a figure: what was divided for the figure is divided once more. */
export const listCostLines =
  (services: Services): ApiOperation =>
  async ({ query }) => {
    const { cursor: _cursor, limit: _limit, ...rest } = query
    const { day, service, tenantId } = parse(CostLinesQuery, rest)
    const span = { from: Date.parse(day), to: Date.parse(day) + DAY }
    const list = { name: ['cost-lines', day, service, tenantId], query }
    const page = await pageOfAll(services.cursors, list, async () => {
      const views: CostLineView[] = []
      for (const unit of await services.state.unitsIn(span)) {
        const isWanted = ({ line }: BillEntry) =>
          line.service === service && line.start / 1_000 >= span.from && line.start / 1_000 < span.to
        views.push(...(await linesOfUnit(services, unit, { isWanted, tenantId })))
      }
      return views.sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
    })
    return ok(page)
  }

const placeOf = ({ start, usageType, resource, lineId }: CostLineView): string =>
  [start, usageType, resource ?? '', lineId].join('\n')

interface Wanted {
  isWanted(entry: BillEntry): boolean
  tenantId: string | undefined
}

async function linesOfUnit(
  services: Services,
  unit: UnitState,
  { isWanted, tenantId }: Wanted,
): Promise<CostLineView[]> {
  const bill = await readObjectOf(services, unit, 'bill')
  const entries = linesOf(bill ?? '').map((row) => entryOf(z.parse(BillRow, row)))
  const wanted = new Map(entries.filter(isWanted).map((entry) => [entry.line, entry]))
  if (wanted.size === 0) return []
  // Lines with one driver are divided together, whatever their services.
  const drivers = new Set([...wanted.keys()].map(({ driver }) => driver))
  const lines = entries.map(({ line }) => line).filter((line) => wanted.has(line) || drivers.has(line.driver))
  const used = linesOf((await readObjectOf(services, unit, 'usage')) ?? '') as Row[]
  const usage = usageOfRows(usageRecords(used), lines)
  const views: CostLineView[] = []
  // Each line's parts are to be read before the next line comes.
  for (const shares of shareLines(lines, usage, 'billed')) {
    const entry = wanted.get(shares.line)
    const part = entry && partOf(shares, usage, tenantId)
    if (part && part.cost !== 0n) views.push(lineView(entry, shares, part))
  }
  return views
}

interface Part {
  cost: bigint
  /** Its place among the parts; null where nothing was divided. */
  index: number | null
}

function partOf({ line, tenants, shares, unallocated, parts }: LineShares, usage: Usage, tenantId?: string): Part {
  if (tenantId === undefined) {
    const cost = Object.values(unallocated).reduce((sum, one) => sum + one, 0n)
    return { cost, index: parts ? parts.count - 1 : null }
  }
  const index = tenants.findIndex((place) => usage.tenants[place] === tenantId)
  const cost = index < 0 ? 0n : (line.cost < 0n ? -1n : 1n) * BigInt(shares[index] ?? 0)
  return { cost, index: parts ? index : null }
}

function lineView(
  { id, usageType, resource, line }: BillEntry,
  { parts }: LineShares,
  { cost, index }: Part,
): CostLineView {
  const amount = (digits: bigint) => (parts ? formatDecimal({ digits, scale: parts.scale }) : null)
  return {
    lineId: id,
    start: moment(line.start / 1_000),
    end: moment(line.end / 1_000),
    service: line.service,
    usageType,
    resource,
    driver: line.driver,
    quantity: line.quantity ? formatDecimal(line.quantity) : null,
    lineCost: formatDollars(line.cost),
    metered: parts && index !== null ? amount(parts.weight(index)) : null,
    whole: parts ? amount(parts.total) : null,
    cost: formatDollars(cost),
  }
}
