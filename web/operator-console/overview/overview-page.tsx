import Button from '@cloudscape-design/components/button'
import { useQuery } from '@tanstack/react-query'
import { useFollow } from '../../shared/app/app-frame.tsx'
import { Page } from '../../shared/app/page.tsx'
import { PageSkeleton } from '../../shared/app/page-skeleton.tsx'
import { ProblemAlert } from '../../shared/app/problem-alert.tsx'
import { may } from '../may.ts'
import { useSession } from '../session.tsx'
import * as urls from '../urls.ts'
import { FiringAlarms } from './firing-alarms.tsx'
import { OpenWorkflows } from './open-workflows.tsx'
import { ServingNow } from './serving.tsx'
import { TenantRequests } from './tenant-requests.tsx'
import { TenantsByTier } from './tenants-by-tier.tsx'
import { WaitingTenants } from './waiting-tenants.tsx'

const REFRESH_MS = 10_000

/** The console's start page: what fires and who needs attention, how tenants are served, and how many there are. */
export function OverviewPage() {
  const { controlPlane, operator } = useSession()
  const follow = useFollow()
  const { data, error, refetch } = useQuery({
    queryKey: ['overview'],
    queryFn: ({ signal }) => controlPlane('getOverview', {}, { signal }),
    refetchInterval: REFRESH_MS,
  })
  return (
    <Page
      title="Overview"
      description="Tenants by tier and state, and those that need attention."
      actions={
        may(operator.role, 'registerTenant') && (
          <Button href={urls.newTenant()} onFollow={follow}>
            Register a tenant
          </Button>
        )
      }
    >
      <FiringAlarms />
      <ServingNow />
      {error && !data ? (
        <ProblemAlert error={error} retry={() => void refetch()} />
      ) : data ? (
        <TenantsByTier counts={data.tenants} />
      ) : (
        <PageSkeleton />
      )}
      <TenantRequests />
      <WaitingTenants
        status="awaiting-approval"
        title="Awaiting approval"
        empty="No tenant is waiting for approval. Only some tiers require it."
      />
      <OpenWorkflows />
      <WaitingTenants status="failed" title="Failed onboardings" empty="No onboarding has failed." />
    </Page>
  )
}
