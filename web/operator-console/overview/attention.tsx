import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import { ListTable } from '../../shared/app/list-table.tsx'
import type { Interval } from '../intervals/interval.ts'
import type { Serving } from '../models.ts'
import { tenantColumns } from '../tenants/tenant-columns.tsx'

type Attended = Serving['attention'][number]

const WHYS: Record<Attended['why'], { label: string; type: StatusIndicatorProps.Type }> = {
  failing: { label: 'Failing', type: 'error' },
  throttled: { label: 'Throttled', type: 'warning' },
  slow: { label: 'Slow', type: 'pending' },
  'near-quota': { label: 'Near its quota', type: 'info' },
}

/** The tenants that need attention, and why; each leads to its health. */
export function Attention({ tenants, at }: { tenants: Attended[]; at: Interval }) {
  const header = <Header variant="h2">Tenants that need attention</Header>
  if (tenants.length === 0) {
    return (
      <Container header={header}>
        <Box color="text-body-secondary">No tenant fails, is throttled, is slow or is near its quota.</Box>
      </Container>
    )
  }
  return (
    <ListTable
      label="Tenants that need attention"
      header={header}
      items={tenants}
      rowId={({ tenantId, why }) => `${tenantId} ${why}`}
      empty={null}
      columns={[
        ...tenantColumns(at),
        {
          id: 'why',
          header: 'Why',
          minWidth: 140,
          cell: ({ why }) => <StatusIndicator type={WHYS[why].type}>{WHYS[why].label}</StatusIndicator>,
        },
        { id: 'detail', header: 'Detail', cell: ({ detail }) => detail },
      ]}
    />
  )
}
