import BarChart from '@cloudscape-design/components/bar-chart'
import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQuery } from '@tanstack/react-query'
import { USAGE_LIMIT } from '@tenantry/contracts/control-plane-api/usage-operations.ts'
import { readAll } from '../../../shared/api/read-all.ts'
import { countText, countWithShare } from '../../../shared/app/amounts.ts'
import { ListTable } from '../../../shared/app/list-table.tsx'
import { LineSkeleton } from '../../../shared/app/page-skeleton.tsx'
import { ProblemAlert } from '../../../shared/app/problem-alert.tsx'
import { useSession } from '../session/session.tsx'
import { type Month, monthOf, type ServiceUsage, usageByService } from './month-usage.ts'

const REFRESH_MS = 60_000

/** What the tenant used this month: by day, and by service. */
export function UsageSection() {
  const { tenant, api } = useSession()
  const month = monthOf(new Date())
  const { from, to } = month
  const { data, error, refetch } = useQuery({
    queryKey: ['account-usage', tenant.tenantId, from, to],
    queryFn: ({ signal }) =>
      readAll(USAGE_LIMIT, (page) => api('listOwnUsage', { query: { from, to, by: 'day', ...page } }, { signal })),
    refetchInterval: REFRESH_MS,
  })
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Requests and background work of this month, by day and service. Days are those of UTC."
        >
          Usage
        </Header>
      }
    >
      {data ? (
        <Usage services={usageByService(data, month.days)} month={month} />
      ) : error ? (
        <ProblemAlert error={error} retry={() => void refetch()} />
      ) : (
        <LineSkeleton />
      )}
    </Container>
  )
}

function Usage({ services, month: { days } }: { services: ServiceUsage[]; month: Month }) {
  if (services.length === 0)
    return <Box color="text-body-secondary">Nothing was used this month. It may be some minutes behind.</Box>
  return (
    <SpaceBetween size="l">
      <BarChart<string>
        series={services.map(({ service, byDay }) => ({
          title: service,
          type: 'bar' as const,
          data: byDay.map((y, day) => ({ x: days[day] ?? '', y })),
          valueFormatter: countText,
        }))}
        stackedBars
        xScaleType="categorical"
        xDomain={days}
        xTickFormatter={(day) => day.slice(5)}
        yTickFormatter={countText}
        ariaLabel="Usage by day and service"
        height={180}
        hideFilter
      />
      <ListTable
        label="Usage by service"
        items={services}
        rowId={({ service }) => service}
        empty={null}
        columns={[
          { id: 'service', header: 'Service', isRowHeader: true, cell: ({ service }) => service },
          { id: 'requests', header: 'Requests', cell: ({ requests }) => countText(requests) },
          { id: 'errors', header: 'Errors', cell: ({ errors, requests }) => countWithShare(errors, requests) },
          {
            id: 'throttles',
            header: 'Throttled',
            cell: ({ throttles, requests }) => countWithShare(throttles, requests),
          },
        ]}
      />
    </SpaceBetween>
  )
}
