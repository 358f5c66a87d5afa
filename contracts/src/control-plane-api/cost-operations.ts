import * as z from 'zod/mini'
import { pageOf } from '../openapi.ts'
import {
  CostChangeView,
  CostLinesQuery,
  CostLineView,
  CostRunView,
  CostsQuery,
  CostsView,
  MarginsQuery,
  MarginView,
  UnallocatedCostView,
} from './cost-schemas.ts'
import { USAGE_LIMIT } from './usage-operations.ts'

/** What costs are written in besides JSON: the columns of FOCUS 1.2 with `x_TenantId`, as a table. */
export const COST_FORMATS = { focus: 'text/csv' } as const
export type CostFormat = keyof typeof COST_FORMATS

const page = {
  limit: z.optional(z.int().check(z.minimum(1), z.maximum(USAGE_LIMIT))),
  cursor: z.optional(z.string()),
}
export const CostsFormatQuery = z.extend(CostsQuery, {
  /** Another format than JSON: its next cursor is in the header `X-Next-Cursor`. */
  format: z.optional(z.enum(Object.keys(COST_FORMATS) as CostFormat[])),
})
export const UnallocatedQuery = z.pick(CostsQuery, { from: true, to: true, by: true, service: true })

export const COST_SCHEMAS = {
  listCosts: {
    summary:
      'What each tenant bears of the bill, by service, in the whole hours, days or months that a span touches. A line of the bill counts in the interval in which it begins.',
    query: z.extend(CostsFormatQuery, page),
    response: CostsView,
    formats: Object.values(COST_FORMATS),
  },
  listUnallocatedCosts: {
    summary: 'What nobody bears of the bill, by service and cause.',
    query: z.extend(UnallocatedQuery, page),
    response: pageOf(UnallocatedCostView),
  },
  listCostLines: {
    summary: 'The lines of the bill behind what a tenant, or nobody, bears of a service on a day, divided once more.',
    query: z.extend(CostLinesQuery, page),
    response: pageOf(CostLineView),
  },
  listMargins: {
    summary: 'Revenue, cost and margin of each tenant in a month, up to now, the smallest margin first.',
    query: z.extend(MarginsQuery, page),
    response: pageOf(MarginView),
  },
  listCostChanges: {
    summary:
      'How costs changed from the seven days before to the last seven, today included, the largest change first.',
    query: z.object(page),
    response: pageOf(CostChangeView),
  },
  listCostRuns: {
    summary: 'Runs of the attribution, newest first. One that found nothing new leaves no trace.',
    query: z.object(page),
    response: pageOf(CostRunView),
  },
} as const
