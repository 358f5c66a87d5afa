import type { Rule } from './rule.ts'
import { auditAppendOnly } from './rules/audit-append-only.ts'
import { clientWritableAttribute } from './rules/client-writable-attribute.ts'
import { dataTrace } from './rules/data-trace.ts'
import { forAllValuesWithoutNull } from './rules/for-all-values-without-null.ts'
import { fullEventLogging } from './rules/full-event-logging.ts'
import { logGroupRetention } from './rules/log-group-retention.ts'
import { rightsByProxy } from './rules/rights-by-proxy.ts'
import { sessionTagTrust } from './rules/session-tag-trust.ts'
import { tableProtection } from './rules/table-protection.ts'
import { tenantScanOrPartiql } from './rules/tenant-scan-or-partiql.ts'
import { tenantTableReach } from './rules/tenant-table-reach.ts'
import { wildcardWithoutReason } from './rules/wildcard-without-reason.ts'

export const RULES: Rule[] = [
  auditAppendOnly,
  clientWritableAttribute,
  dataTrace,
  forAllValuesWithoutNull,
  fullEventLogging,
  logGroupRetention,
  rightsByProxy,
  sessionTagTrust,
  tableProtection,
  tenantScanOrPartiql,
  tenantTableReach,
  wildcardWithoutReason,
]
