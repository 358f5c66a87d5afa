import { TenantStatus, TenantSummary } from '@tenantry/contracts/control-plane-api/schemas.ts'
import { HEALTH_WINDOWS, HealthView, ServingView } from '@tenantry/contracts/control-plane-api/usage-schemas.ts'
import type * as z from 'zod'
import { BadUsage } from '../command/declare-command.ts'
import { type Column, formatTable } from '../command/format-table.ts'
import { jsonLine } from '../command/json-line.ts'
import { showMinute } from '../command/moments.ts'
import {
  declareOperatorCommand,
  LIST_OPTIONS,
  readChoice,
  readCount,
  showList,
  showRows,
} from '../operator/declare-operator-command.ts'
import { describeTenant } from '../operator/describe-tenant.ts'
import { findTenant, nameColumn } from '../operator/find-tenant.ts'
import { SERVED } from '../operator/health-columns.ts'
import { readList } from '../operator/read-list.ts'

type Tenant = z.infer<typeof TenantSummary>
type Attention = ServingView['attention'][number]

const COLUMNS: Column<Tenant>[] = [
  { title: 'TENANT', value: ({ tenantId }) => tenantId },
  { title: 'NAME', value: ({ name }) => name, elastic: true },
  { title: 'TIER', value: ({ tier }) => tier },
  { title: 'STATUS', value: ({ status }) => status },
  { title: 'RUNS IN', value: ({ deployment }) => deployment.kind },
  { title: 'SINCE', value: ({ createdAt }) => createdAt.slice(0, 10) },
]

const ATTENTION: Column<Attention>[] = [
  { title: 'WHY', value: ({ why }) => why },
  { title: 'DETAIL', value: ({ detail }) => detail },
]

/** The tenants; one of them, with how it was served; or those that need attention. */
export const tenants = declareOperatorCommand({
  name: 'tenants',
  about: 'Tenants, newest first; one of them by its name or id, with how it was served; or those that need attention.',
  args: ['[tenant]'],
  options: {
    search: { value: 'TEXT', help: 'those whose names begin so, by name' },
    status: { value: 'S', help: `one of ${TenantStatus.options.join(', ')}` },
    tier: { value: 'T', help: 'those of a tier' },
    attention: { help: 'those that failed, were throttled, slow or near their quota in the last quarter of an hour' },
    window: { value: 'W', default: '1h', help: `how one was served: ${HEALTH_WINDOWS.join(', ')}` },
    ...LIST_OPTIONS,
  },
  async run({ values, args: [named], api, controlPlaneApi, ...shown }) {
    const status = readChoice('status', values.status, TenantStatus.options)
    const window = readChoice('window', values.window, HEALTH_WINDOWS)
    const limit = readCount('limit', values.limit, 100_000)
    if (named !== undefined && (values.attention || values.search !== undefined)) {
      throw new BadUsage('Of one tenant there is no list: leave --attention and --search out.')
    }
    if (values.attention) {
      const { attention } = await api.get('/serving', ServingView)
      const named = shown.json ? [] : [await nameColumn(api, attention)]
      return showRows(attention, [...named, ...ATTENTION], shown)
    }
    if (named === undefined) {
      const { search, tier, cursor } = values
      const query = { search, status, tier }
      return showList(
        await readList(api, '/tenants', TenantSummary, { query, limit, cursor, pageSize: 100 }),
        COLUMNS,
        shown,
      )
    }
    const tenant = await findTenant(api, controlPlaneApi, named)
    const health = await api.get(`/tenants/${tenant.tenantId}/health`, HealthView, { window })
    if (shown.json) return console.log(jsonLine({ ...tenant, health }))
    console.log(describeTenant(tenant, health))
    const points = [...health.points.slice(-LATEST), health.total]
    const time = (point: HealthView['total']) =>
      point === health.total ? `all of ${health.window}` : showMinute(point.from)
    console.log(`\n${formatTable([{ title: 'FROM (UTC)', value: time }, ...SERVED], points, shown.width)}`)
  },
})

/** Of the points of a window, so many are shown. */
const LATEST = 12
