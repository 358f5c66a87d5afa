import { USAGE_FORMATS, type UsageFormat } from '@tenantry/contracts/control-plane-api/usage-operations.ts'
import type { TenantUsageView } from '@tenantry/contracts/control-plane-api/usage-schemas.ts'
import { SUM_NAMES } from '@tenantry/metering/sums.ts'
import { csvLine } from '../audit/csv.ts'

const COLUMNS = [
  'tenantId',
  'from',
  'to',
  'service',
  'operation',
  ...SUM_NAMES,
  'p50Ms',
  'p95Ms',
  'p99Ms',
] as const satisfies (keyof TenantUsageView)[]

/** The format that a request asks for, by its query or by what it accepts. */
export const formatOf = (asked: UsageFormat | undefined, accept: string | undefined): UsageFormat | undefined =>
  asked ?? (Object.keys(USAGE_FORMATS) as UsageFormat[]).find((name) => accept?.includes(USAGE_FORMATS[name]))

/** A page of rows as text; pages in their order make one table. */
export function written(format: UsageFormat, rows: TenantUsageView[], { isFirst }: { isFirst: boolean }): string {
  switch (format) {
    case 'csv': {
      const cells = rows.map((row) => COLUMNS.map((name) => (row[name] === null ? null : String(row[name]))))
      return [...(isFirst ? [[...COLUMNS]] : []), ...cells].map(csvLine).join('')
    }
    case 'cloudevents':
      return JSON.stringify(rows.map((row) => usageEvent(row)))
    default:
      throw format satisfies never
  }
}

/**
 * `ingestUsage` of the SaaS Builder Toolkit as a CloudEvent. Its id is the same whenever the row is exported, so that who takes it in twice counts once; a correction of it, by
 * its version, is another event.
 * https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md
 */
export function usageEvent(row: TenantUsageView, version = 1) {
  const { tenantId, from, to, service, operation } = row
  return {
    specversion: '1.0',
    type: 'sbt_aws_ingestUsage',
    source: 'tenantry/usage',
    id: [tenantId ?? 'platform', from, to, service, operation, ...(version > 1 ? [version] : [])].join('/'),
    time: to,
    subject: tenantId ?? 'platform',
    datacontenttype: 'application/json',
    data: row,
  }
}
