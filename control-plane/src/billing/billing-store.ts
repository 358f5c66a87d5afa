import { DAY } from '@tenantry/metering/hours.ts'
import type { Item, Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import { timeText } from '../usage-records/usage-items.ts'

/** How far a day's reports are: of all tenants up to one, made from these computations of its hours. */
const Progress = z.object({
  computations: z.string(),
  after: z.nullable(z.string()),
  hasFailures: z.boolean(),
  isDone: z.boolean(),
})
export type Progress = z.infer<typeof Progress>

/** The last report of a tenant's day. It is noted before it is sent, so that one whose fate nobody knows keeps its version for itself. */
const Report = z.object({ version: z.int(), digest: z.string(), isSent: z.boolean() })
export type Report = z.infer<typeof Report>
const Listed = z.extend(Report, { sk: z.string() })

const Known = z.object({ digest: z.string() })

/** Longer than a day is corrected. */
const KEPT_DAYS = 400

/** What was reported, in partitions of the usage table of its own. */
export interface BillingStore {
  progress(day: number): Promise<Progress | null>
  keepProgress(day: number, progress: Progress): Promise<void>
  /** By tenant. */
  reportsOf(day: number): Promise<Map<string, Report>>
  keepReport(day: number, tenantId: string, report: Report): Promise<void>
  /** Of the customer as the provider knows it; null for one that it does not know. */
  customerDigest(tenantId: string): Promise<string | null>
  keepCustomer(tenantId: string, digest: string): Promise<void>
}

/** The partition of runs: how far they are, and the lock. */
export const RUNS = 'billing'
const CUSTOMERS = 'billing-customers'
const dayText = (day: number) => timeText('day', day)
const reportsPartition = (day: number) => `billing#${dayText(day)}`
const progressKey = (day: number) => ({ pk: RUNS, sk: `day#${dayText(day)}` })

export function billingStore(usage: Pick<Table, 'get' | 'put' | 'query'>): BillingStore {
  const expiring = (day: number) => ({ expiresAt: (day + KEPT_DAYS * DAY) / 1_000 })
  return {
    async progress(day) {
      return z.parse(z.optional(Progress), await usage.get(progressKey(day))) ?? null
    },
    keepProgress: (day, progress) => usage.put({ ...progressKey(day), ...progress, ...expiring(day) }),
    async reportsOf(day) {
      const reports = new Map<string, Report>()
      for (let after: Item | undefined; ; ) {
        const page = await usage.query({
          key: 'pk = :pk',
          values: { ':pk': reportsPartition(day) },
          ...(after && { after }),
        })
        for (const { sk, ...report } of page.items.map((item) => z.parse(Listed, item))) reports.set(sk, report)
        after = page.next
        if (!after) return reports
      }
    },
    keepReport: (day, tenantId, report) =>
      usage.put({ pk: reportsPartition(day), sk: tenantId, ...report, ...expiring(day) }),
    async customerDigest(tenantId) {
      const item = await usage.get({ pk: CUSTOMERS, sk: tenantId })
      return z.parse(z.optional(Known), item)?.digest ?? null
    },
    keepCustomer: (tenantId, digest) => usage.put({ pk: CUSTOMERS, sk: tenantId, digest }),
  }
}
