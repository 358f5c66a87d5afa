import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQuery } from '@tanstack/react-query'
import { PageSkeleton } from '../../shared/app/page-skeleton.tsx'
import { ProblemAlert } from '../../shared/app/problem-alert.tsx'
import { useSession } from '../session.tsx'
import { Attention } from './attention.tsx'
import { ServedTiers } from './served-tiers.tsx'

const REFRESH_MS = 30_000

/** How tiers and tenants were served in the last quarter of an hour. */
export function ServingNow() {
  const { controlPlane } = useSession()
  const { data, error, refetch } = useQuery({
    queryKey: ['serving'],
    queryFn: ({ signal }) => controlPlane('getServing', {}, { signal }),
    refetchInterval: REFRESH_MS,
  })
  if (data) {
    return (
      <SpaceBetween size="l">
        <Attention tenants={data.attention} at={data} />
        <ServedTiers tiers={data.tiers} at={data} />
      </SpaceBetween>
    )
  }
  return error ? <ProblemAlert error={error} retry={() => void refetch()} /> : <PageSkeleton />
}
