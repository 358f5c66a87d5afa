import Box from '@cloudscape-design/components/box'
import Header from '@cloudscape-design/components/header'
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import { countText, countWithShare, durationText } from '../../shared/app/amounts.ts'
import { EmptyState } from '../../shared/app/empty-state.tsx'
import { ListTable } from '../../shared/app/list-table.tsx'
import type { Interval } from '../intervals/interval.ts'
import type { Incidents } from '../models.ts'
import { tenantColumns } from '../tenants/tenant-columns.tsx'

type Hurt = Incidents['hurt'][number]

const KINDS: Record<Hurt['hurtBy'][number], { label: string; type: StatusIndicatorProps.Type }> = {
  errors: { label: 'Errors', type: 'error' },
  throttles: { label: 'Throttling', type: 'warning' },
  slowness: { label: 'Slowness', type: 'pending' },
}
/** Operations that stand in the list; the tenant's health has all. */
const SHOWN = 3

/** The tenants that were hurt; each leads to its health at that time. */
export function HurtTenants({ hurt, at }: { hurt: Hurt[]; at: Interval }) {
  return (
    <ListTable
      label="Tenants that were hurt"
      header={
        <Header variant="h2" counter={`(${countText(hurt.length)})`}>
          Tenants that were hurt
        </Header>
      }
      items={hurt}
      rowId={({ tenantId }) => tenantId}
      empty={
        <EmptyState title="No tenant was hurt">
          No tenant had more errors, throttles or latency than usual. What happens is visible here within three minutes.
        </EmptyState>
      }
      columns={[
        ...tenantColumns(at),
        {
          id: 'hurtBy',
          header: 'Hurt by',
          minWidth: 140,
          cell: ({ hurtBy }) =>
            hurtBy.map((kind) => (
              <div key={kind}>
                <StatusIndicator type={KINDS[kind].type}>{KINDS[kind].label}</StatusIndicator>
              </div>
            )),
        },
        { id: 'requests', header: 'Requests', cell: ({ requests }) => countText(requests) },
        { id: 'errors', header: 'Errors', cell: ({ errors, requests }) => countWithShare(errors, requests) },
        {
          id: 'throttles',
          header: 'Throttled',
          cell: ({ throttles, requests }) => countWithShare(throttles, requests),
        },
        {
          id: 'p95',
          header: 'p95',
          cell: ({ p95Ms, usualP95Ms }) => (
            <>
              {durationText(p95Ms)}
              {usualP95Ms !== null && <Box color="text-body-secondary">usually {durationText(usualP95Ms)}</Box>}
            </>
          ),
        },
        { id: 'where', header: 'Where', minWidth: 180, cell: (tenant) => <Where tenant={tenant} /> },
      ]}
    />
  )
}

function Where({ tenant: { hurtBy, operations } }: { tenant: Hurt }) {
  const failing = operations.filter(({ errors }) => errors > 0)
  const hurt = failing.length === 0 || hurtBy.includes('slowness') ? operations : failing
  if (hurt.length === 0) return '—'
  return hurt.slice(0, SHOWN).map(({ service, operation, errors, p95Ms }) => (
    <div key={`${service} ${operation}`} className="long-name">
      {service}: {operation}
      <Box color="text-body-secondary">
        {errors === 1 ? '1 error' : `${countText(errors)} errors`}
        {p95Ms !== null && `, p95 ${durationText(p95Ms)}`}
      </Box>
    </div>
  ))
}
