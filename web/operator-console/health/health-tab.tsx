import Alert from '@cloudscape-design/components/alert'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQuery } from '@tanstack/react-query'
import { countText, durationText } from '../../shared/app/amounts.ts'
import { PageSkeleton } from '../../shared/app/page-skeleton.tsx'
import { ProblemAlert } from '../../shared/app/problem-alert.tsx'
import { QuotaBar } from '../../shared/app/quota-bar.tsx'
import { intervalText } from '../intervals/interval.ts'
import type { Health } from '../models.ts'
import { RecentRequests } from '../requests/recent-requests.tsx'
import { useSession } from '../session.tsx'
import { countsOf, latenciesOf } from './course.ts'
import { CourseChart } from './course-chart.tsx'
import { HealthFacts } from './health-facts.tsx'
import { type HealthChoice, useHealthWindow } from './use-health-window.ts'
import { WindowSelect } from './window-select.tsx'

const REFRESH_MS = 30_000

/** How a tenant is served: how much, how fast, and what went wrong. */
export function HealthTab({ tenantId }: { tenantId: string }) {
  const { controlPlane } = useSession()
  const choice = useHealthWindow()
  const { data, error, refetch } = useQuery({
    queryKey: ['health', tenantId, choice.window],
    queryFn: ({ signal }) =>
      controlPlane('getHealth', { params: { id: tenantId }, query: { window: choice.window } }, { signal }),
    placeholderData: (before) => before,
    refetchInterval: REFRESH_MS,
  })
  const at = choice.interval ?? data?.total
  return (
    <SpaceBetween size="l">
      <WindowSelect choice={choice} />
      {choice.interval && (
        <Alert type="info">
          {choice.isTooOld
            ? `${intervalText(choice.interval)} is before all windows; its requests stand below.`
            : `The charts mark ${intervalText(choice.interval)}.`}
        </Alert>
      )}
      {error && !data ? (
        <ProblemAlert error={error} retry={() => void refetch()} />
      ) : data ? (
        <Served health={data} choice={choice} />
      ) : (
        <PageSkeleton />
      )}
      {at && <RecentRequests tenantId={tenantId} at={at} />}
      {data && (
        <Container header={<Header variant="h2">Requests this month</Header>}>
          <QuotaBar use={data.quota} />
        </Container>
      )}
    </SpaceBetween>
  )
}

function Served({ health, choice }: { health: Health; choice: HealthChoice }) {
  const common = { span: health.total, marked: choice.interval }
  return (
    <SpaceBetween size="l">
      <HealthFacts health={health} />
      <CourseChart
        {...common}
        title="Requests"
        text={countText}
        empty="No request came in this time."
        series={[
          { title: 'All', color: 'var(--accent)', data: countsOf(health, 'requests') },
          { title: 'Errors', color: 'var(--danger)', data: countsOf(health, 'errors') },
          { title: 'Throttled', color: 'var(--warning)', data: countsOf(health, 'throttles') },
        ]}
      />
      <CourseChart
        {...common}
        title="Latency"
        text={durationText}
        empty="Nothing was measured in this time."
        series={[
          { title: 'p50', color: 'var(--accent)', data: latenciesOf(health, 'p50Ms') },
          { title: 'p95', color: 'var(--warning)', data: latenciesOf(health, 'p95Ms') },
          { title: 'p99', color: 'var(--danger)', data: latenciesOf(health, 'p99Ms') },
        ]}
      />
    </SpaceBetween>
  )
}
