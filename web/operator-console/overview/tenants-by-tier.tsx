import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useFollow } from '../../shared/app/app-frame.tsx'
import { EmptyState } from '../../shared/app/empty-state.tsx'
import { ListTable } from '../../shared/app/list-table.tsx'
import type { TenantStatus } from '../models.ts'
import { STATUS_NAMES, STATUSES } from '../tenants/tenant-status.tsx'
import * as urls from '../urls.ts'
import './status-counts.css'

interface Count {
  tier: string
  status: TenantStatus
  count: number
}

/** Deleted tenants are not counted. */
const COUNTED = STATUS_NAMES.filter((status) => status !== 'deleted')
const number = new Intl.NumberFormat()

/** How many tenants are in each state, and of which tiers they are; every number leads to its list. */
export function TenantsByTier({ counts }: { counts: Count[] }) {
  const follow = useFollow()
  const sum = (matches: (count: Count) => boolean) =>
    counts.filter(matches).reduce((total, { count }) => total + count, 0)
  const tiers = [...new Set(counts.filter(({ count }) => count > 0).map(({ tier }) => tier))]
  const linked = (count: number, filter: { status?: TenantStatus; tier?: string }) =>
    count === 0 ? (
      <Box color="text-status-inactive">0</Box>
    ) : (
      <Link href={urls.tenants(filter)} onFollow={follow}>
        {number.format(count)}
      </Link>
    )
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">Tenants</Header>}>
        <dl className="status-counts">
          {COUNTED.map((status) => (
            <div key={status}>
              <Box variant="awsui-key-label" tagOverride="dt">
                {STATUSES[status].label}
              </Box>
              <dd>
                <Link href={urls.tenants({ status })} onFollow={follow} variant="awsui-value-large">
                  {number.format(sum((one) => one.status === status))}
                </Link>
              </dd>
            </div>
          ))}
        </dl>
      </Container>
      <ListTable
        label="Tenants by tier"
        header={<Header variant="h2">By tier</Header>}
        items={tiers}
        rowId={(tier) => tier}
        empty={<EmptyState title="No tenants yet">They appear here as they sign up.</EmptyState>}
        columns={[
          { id: 'tier', header: 'Tier', cell: (tier) => tier, isRowHeader: true },
          ...COUNTED.map((status) => ({
            id: status,
            header: STATUSES[status].label,
            cell: (tier: string) =>
              linked(
                sum((one) => one.tier === tier && one.status === status),
                { status, tier },
              ),
          })),
          {
            id: 'all',
            header: 'All',
            cell: (tier: string) =>
              linked(
                sum((one) => one.tier === tier),
                { tier },
              ),
          },
        ]}
      />
    </SpaceBetween>
  )
}
