import { CostRunView } from '@tenantry/contracts/control-plane-api/cost-schemas.ts'
import { DAY } from '@tenantry/metering/hours.ts'
import type { Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'

/** A run as it is stored; its version is the number that the API shows as text. */
export const RunRecord = z.extend(z.omit(CostRunView, { runVersion: true, day: true }), {
  version: z.int(),
  unit: z.string(),
})
export type RunRecord = z.infer<typeof RunRecord>

const RUNS = 'runs'
/** As long as what it wrote. */
const KEPT_DAYS = 400
const sortKey = (version: number): string => String(version).padStart(12, '0')

export interface RunRecords {
  put(record: RunRecord): Promise<void>
  find(version: number): Promise<RunRecord | null>
  /** Newest first, those before a version. */
  list(page: { limit: number; before: number | null }): Promise<RunRecord[]>
}

export function runRecords(costs: Pick<Table, 'get' | 'put' | 'query'>): RunRecords {
  return {
    put: (record) =>
      costs.put({
        pk: RUNS,
        sk: sortKey(record.version),
        ...record,
        expiresAt: Math.floor((Date.parse(record.startedAt) + KEPT_DAYS * DAY) / 1_000),
      }),
    async find(version) {
      const item = await costs.get({ pk: RUNS, sk: sortKey(version) })
      return item ? z.parse(RunRecord, item) : null
    },
    async list({ limit, before }) {
      const page = await costs.query({
        key: before === null ? 'pk = :pk' : 'pk = :pk AND sk < :before',
        values: { ':pk': RUNS, ...(before !== null && { ':before': sortKey(before) }) },
        descending: true,
        limit,
      })
      return page.items.map((item) => z.parse(RunRecord, item))
    },
  }
}
