import type { HealthView } from '@tenantry/contracts/control-plane-api/usage-schemas.ts'
import type { Column } from '../command/format-table.ts'

type Served = HealthView['total']

/** How requests were served in an interval. Latencies are milliseconds. */
export const SERVED: Column<Served>[] = [
  { title: 'REQUESTS', value: ({ requests }) => requests },
  { title: 'ERRORS', value: ({ errors }) => errors },
  { title: '5XX', value: ({ serverErrors }) => serverErrors },
  { title: '429', value: ({ throttles }) => throttles },
  { title: 'P50 MS', value: ({ p50Ms }) => p50Ms },
  { title: 'P95 MS', value: ({ p95Ms }) => p95Ms },
  { title: 'P99 MS', value: ({ p99Ms }) => p99Ms },
]
