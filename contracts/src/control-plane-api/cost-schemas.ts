import * as z from 'zod/mini'
import { TenantId } from '../ids.ts'

const Moment = z.iso.datetime()
/** US dollars as a decimal with twelve places, which may be negative. */
const Money = z.string().check(z.regex(/^-?\d+\.\d{12}$/))
const Day = z.iso.date()
const Month = z.string().check(z.regex(/^\d{4}-(?:0[1-9]|1[0-2])$/))

/** The intervals that costs are shown by, in UTC. */
export const COST_INTERVALS = ['hour', 'day', 'month'] as const
export type CostInterval = (typeof COST_INTERVALS)[number]

/** Why nobody bears a part of the bill: nobody used it, the platform did, nothing was metered of it, or nothing says who uses it. */
export const COST_CAUSES = ['idle', 'platform', 'noUsage', 'noDriver'] as const
export type CostCause = (typeof COST_CAUSES)[number]

/** What a tenant bears of a service's cost in an interval. */
export const CostView = z
  .object({ tenantId: z.string(), tier: z.nullable(z.string()), service: z.string(), from: Moment, cost: Money })
  .register(z.globalRegistry, { id: 'Cost' })
export type CostView = z.infer<typeof CostView>

/** What nobody bears of a service's cost in an interval, and why. */
export const UnallocatedCostView = z
  .object({ service: z.string(), from: Moment, cause: z.enum(COST_CAUSES), cost: Money })
  .register(z.globalRegistry, { id: 'UnallocatedCost' })
export type UnallocatedCostView = z.infer<typeof UnallocatedCostView>

/** A page of costs; the sums are those of the whole interval, whatever the page holds. */
export const CostsView = z
  .object({
    /** Of the newest run that any of it comes from; null where nothing was attributed. */
    runVersion: z.nullable(z.string()),
    billTotal: Money,
    unallocated: Money,
    items: z.array(CostView),
    nextCursor: z.nullable(z.string()),
  })
  .register(z.globalRegistry, { id: 'Costs' })
export type CostsView = z.infer<typeof CostsView>

/** A line of the bill, and what a tenant (or nobody) bears of it. */
export const CostLineView = z
  .object({
    lineId: z.string(),
    start: Moment,
    end: Moment,
    service: z.string(),
    usageType: z.string(),
    resource: z.nullable(z.string()),
    driver: z.nullable(z.string()),
    /** In the driver's unit; null where the line has none. */
    quantity: z.nullable(z.string()),
    lineCost: Money,
    /** Metered of the driver: for the tenant, and the whole that its part is of. */
    metered: z.nullable(z.string()),
    whole: z.nullable(z.string()),
    cost: Money,
  })
  .register(z.globalRegistry, { id: 'CostLine' })
export type CostLineView = z.infer<typeof CostLineView>

/** Days of a month in which a tenant has one tier at one price; from inclusive, to exclusive. */
const PricedDays = z.object({ tier: z.string(), from: Day, to: Day, priceCents: z.int(), amount: Money })
export type PricedDays = z.infer<typeof PricedDays>

/** What a tenant brings in and costs in a month: revenue − direct − shared. */
export const MarginView = z
  .object({
    tenantId: z.string(),
    tier: z.nullable(z.string()),
    /** By the prices of its tiers, for each day the price that held then. */
    revenue: Money,
    /** What makes up the revenue, as an invoice would show it. */
    invoice: z.array(PricedDays),
    /** What it used. */
    direct: Money,
    /** What it bears of the cost that is nobody's. */
    shared: Money,
    margin: Money,
  })
  .register(z.globalRegistry, { id: 'Margin' })
export type MarginView = z.infer<typeof MarginView>

/** How a tenant's cost of a service changed from the seven days before to the last seven, and by what: more use, or a dearer unit of use. */
export const CostChangeView = z
  .object({
    /** Null: unallocated. */
    tenantId: z.nullable(z.string()),
    service: z.string(),
    before: Money,
    after: Money,
    change: Money,
    byUse: Money,
    byPrice: Money,
  })
  .register(z.globalRegistry, { id: 'CostChange' })
export type CostChangeView = z.infer<typeof CostChangeView>

/** A run of the attribution over a day. */
export const CostRunView = z
  .object({
    runVersion: z.string(),
    day: Day,
    startedAt: Moment,
    endedAt: z.nullable(Moment),
    status: z.enum(['running', 'done', 'failed']),
    error: z.optional(z.string()),
    billTotal: Money,
    unallocated: Money,
    /** Whether the month's invoice is there: the day is not attributed again. */
    closed: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'CostRun' })
export type CostRunView = z.infer<typeof CostRunView>

const Span = { from: z.optional(z.iso.datetime({ offset: true })), to: z.optional(z.iso.datetime({ offset: true })) }
/** Of all tenants, or of one; of all services, or of one. */
export const CostsQuery = z.object({
  ...Span,
  by: z.optional(z.enum(COST_INTERVALS)),
  tenantId: z.optional(TenantId),
  tier: z.optional(z.string()),
  service: z.optional(z.string()),
})
export const CostLinesQuery = z.object({
  day: Day,
  service: z.string(),
  /** Absent: what nobody bears. */
  tenantId: z.optional(TenantId),
})
export const MarginsQuery = z.object({ month: Month })
