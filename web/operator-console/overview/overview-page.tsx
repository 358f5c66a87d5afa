import Button from '@cloudscape-design/components/button'
import { useQuery } from '@tanstack/react-query'
import { may } from '@tenantry/contracts/may.ts'
import { useFollow } from '../../shared/app/app-frame.tsx'
import { Page } from '../../shared/app/page.tsx'
import { PageSkeleton } from '../../shared/app/page-skeleton.tsx'
import { ProblemAlert } from '../../shared/app/problem-alert.tsx'
import { useSession } from '../session.tsx'
import * as urls from '../urls.ts'
import { TenantsByTier } from './tenants-by-tier.tsx'
import { WaitingTenants } from './waiting-tenants.tsx'

/** Onboardings come and go within seconds. */
const REFRESH_MS = 10_000

/** What an operator looks at first: how many tenants there are, and which of them need somebody. */
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
      description="Tenants by tier and state, and those that need somebody."
      actions={
        may(operator.role, 'registerTenant') && (
          <Button href={urls.newTenant()} onFollow={follow}>
            Register a tenant
          </Button>
        )
      }
    >
      {error && !data ? (
        <ProblemAlert error={error} retry={() => void refetch()} />
      ) : data ? (
        <TenantsByTier counts={data.tenants} />
      ) : (
        <PageSkeleton />
      )}
      <WaitingTenants
        status="awaiting-approval"
        title="Awaiting approval"
        empty="Nobody waits for an approval. Tiers that need one say so."
      />
      <WaitingTenants
        status="provisioning"
        title="Onboarding in progress"
        empty="No onboarding is under way. One takes a few seconds."
      />
      <WaitingTenants status="failed" title="Failed onboardings" empty="No onboarding has failed." />
    </Page>
  )
}
