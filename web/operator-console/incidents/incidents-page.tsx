import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQuery } from '@tanstack/react-query'
import { Page } from '../../shared/app/page.tsx'
import { PageSkeleton } from '../../shared/app/page-skeleton.tsx'
import { ProblemAlert } from '../../shared/app/problem-alert.tsx'
import { IntervalFilters } from '../intervals/interval-filters.tsx'
import { useInterval } from '../intervals/use-interval.ts'
import { useSession } from '../session.tsx'
import { HurtTenants } from './hurt-tenants.tsx'
import { Suspects } from './suspects.tsx'

/** What happened shows within three minutes. */
const REFRESH_MS = 30_000
const MINUTES = { usual: 20, longest: 6 * 60 }

/** Which tenants were hurt in an interval, by what, and who may have caused it. */
export function IncidentsPage() {
  const { controlPlane } = useSession()
  const interval = useInterval(MINUTES)
  const { from, to } = interval
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['incidents', from, to],
    queryFn: ({ signal }) => controlPlane('getIncidents', { query: { from, to } }, { signal }),
    refetchInterval: REFRESH_MS,
  })
  const read = () => {
    interval.moveToNow()
    void refetch()
  }
  return (
    <Page
      title="Incidents"
      description="Which tenants were hurt, by what, and who may have caused it. Times are in UTC."
      actions={<Button iconName="refresh" ariaLabel="Refresh" loading={isFetching} onClick={read} />}
    >
      <IntervalFilters interval={interval} />
      {data ? (
        <SpaceBetween size="l">
          <HurtTenants hurt={data.hurt} at={data} />
          <Suspects suspects={data.suspects} at={data} />
        </SpaceBetween>
      ) : error ? (
        <ProblemAlert error={error} retry={read} />
      ) : (
        <PageSkeleton />
      )}
    </Page>
  )
}
