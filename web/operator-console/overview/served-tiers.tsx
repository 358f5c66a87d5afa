import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import { countWithShare, durationText, rateText } from '../../shared/app/amounts.ts'
import { useFollow } from '../../shared/app/app-frame.tsx'
import { ListTable } from '../../shared/app/list-table.tsx'
import { type Interval, intervalText } from '../intervals/interval.ts'
import type { Serving } from '../models.ts'
import * as urls from '../urls.ts'

/** How much each tier asks for, and how it is served. */
export function ServedTiers({ tiers, at }: { tiers: Serving['tiers']; at: Interval }) {
  const follow = useFollow()
  const seconds = (Date.parse(at.to) - Date.parse(at.from)) / 1000
  const header = (
    <Header
      variant="h2"
      description={intervalText(at)}
      actions={
        <Link href={urls.incidents(at)} onFollow={follow}>
          Who was hurt
        </Link>
      }
    >
      Serving
    </Header>
  )
  if (tiers.length === 0) {
    return (
      <Container header={header}>
        <Box color="text-body-secondary">No request came in the last quarter of an hour.</Box>
      </Container>
    )
  }
  return (
    <ListTable
      label="Serving by tier"
      header={header}
      items={tiers}
      rowId={({ tier }) => tier ?? ''}
      empty={null}
      columns={[
        { id: 'tier', header: 'Tier', isRowHeader: true, cell: ({ tier }) => tier ?? 'The platform' },
        { id: 'rate', header: 'Requests', cell: ({ requests }) => rateText(requests, seconds) },
        { id: 'errors', header: 'Errors', cell: ({ errors, requests }) => countWithShare(errors, requests) },
        {
          id: 'serverErrors',
          header: 'Server errors',
          cell: ({ serverErrors, requests }) => countWithShare(serverErrors, requests),
        },
        {
          id: 'throttles',
          header: 'Throttled',
          cell: ({ throttles, requests }) => countWithShare(throttles, requests),
        },
        { id: 'p50', header: 'p50', cell: ({ p50Ms }) => durationText(p50Ms) },
        { id: 'p95', header: 'p95', cell: ({ p95Ms }) => durationText(p95Ms) },
        { id: 'p99', header: 'p99', cell: ({ p99Ms }) => durationText(p99Ms) },
      ]}
    />
  )
}
