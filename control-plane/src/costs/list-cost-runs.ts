import type { CostRunView } from '@tenantry/contracts/control-plane-api/cost-schemas.ts'
import type { Cursors } from '@tenantry/toolkit/cursors.ts'
import { type ApiOperation, ok } from '@tenantry/toolkit/http.ts'
import * as z from 'zod/mini'
import type { RunRecords } from '../cost-records/run-records.ts'
import { dayText, spanOf } from '../cost-records/units.ts'
import { readUsageLimit } from '../usage/span.ts'

const Position = z.strictObject({ before: z.int() })
const LIST = ['cost-runs']

/** Runs, newest first. That of lines which last longer than a day is about the first day of their month. */
export const listCostRuns =
  ({ records, cursors }: { records: Pick<RunRecords, 'list'>; cursors: Cursors }): ApiOperation =>
  async ({ query }) => {
    const limit = readUsageLimit(query)
    const position = query.cursor === undefined ? null : await cursors.decode(LIST, Position, query.cursor)
    const found = await records.list({ limit: limit + 1, before: position?.before ?? null })
    const page = found.slice(0, limit)
    const last = page.at(-1)
    const items = page.map(
      ({ version, unit, ...run }): CostRunView => ({
        ...run,
        runVersion: String(version),
        day: dayText(spanOf(unit).from),
      }),
    )
    const nextCursor = found.length > limit && last ? await cursors.encode(LIST, { before: last.version }) : null
    return ok({ items, nextCursor })
  }
