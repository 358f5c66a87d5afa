import { TenantUsageView, UsageView } from '@tenantry/contracts/control-plane-api/usage-schemas.ts'
import { USAGE_INTERVALS } from '@tenantry/contracts/usage.ts'
import type { Column } from '../command/format-table.ts'
import { showMinute } from '../command/moments.ts'
import {
  declareOperatorCommand,
  LIST_OPTIONS,
  readChoice,
  readCount,
  showList,
} from '../operator/declare-operator-command.ts'
import { findTenant } from '../operator/find-tenant.ts'
import { readList } from '../operator/read-list.ts'
import { readSpan, SPAN_OPTIONS } from '../operator/span-options.ts'

const FROM: Column<UsageView> = { title: 'FROM (UTC)', value: ({ from }) => showMinute(from) }
const REQUESTS: Column<UsageView>[] = [
  { title: 'OPERATION', value: ({ service, operation }) => `${service}.${operation}`, elastic: true },
  { title: 'REQUESTS', value: ({ requests }) => requests },
  { title: 'ERRORS', value: ({ errors }) => errors },
]
const P95: Column<UsageView> = { title: 'P95 MS', value: ({ p95Ms }) => p95Ms }
const OF_TENANT: Column<UsageView>[] = [
  FROM,
  ...REQUESTS,
  { title: '429', value: ({ throttles }) => throttles },
  { title: 'UNITS', value: ({ readUnits, writeUnits }) => readUnits + writeUnits },
  P95,
]
const OF_ALL: Column<TenantUsageView>[] = [
  FROM,
  { title: 'TENANT', value: ({ tenantId }) => tenantId },
  ...REQUESTS,
  P95,
]

/** What tenants used, by service and operation. */
export const usage = declareOperatorCommand({
  name: 'usage',
  about: 'What tenants used, by interval, service and operation; the platform’s own use has no tenant.',
  options: {
    tenant: { value: 'T', help: "a tenant's name or id; without it, all" },
    by: { value: 'I', default: 'hour', help: `${USAGE_INTERVALS.join(', ')}` },
    ...SPAN_OPTIONS,
    ...LIST_OPTIONS,
  },
  more: 'UNITS are capacity units of DynamoDB. Everything that is counted is in --json.',
  async run({ values, api, controlPlaneApi, ...shown }) {
    const by = readChoice('by', values.by, USAGE_INTERVALS)
    const span = readSpan(values)
    const limit = readCount('limit', values.limit, 100_000)
    const asked = { query: { ...span, by }, limit, cursor: values.cursor, pageSize: 1000 }
    if (values.tenant === undefined)
      return showList(await readList(api, '/usage', TenantUsageView, asked), OF_ALL, shown)
    const { tenantId } = await findTenant(api, controlPlaneApi, values.tenant)
    showList(await readList(api, `/tenants/${tenantId}/usage`, UsageView, asked), OF_TENANT, shown)
  },
})
