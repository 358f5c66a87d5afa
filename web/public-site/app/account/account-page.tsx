import SpaceBetween from '@cloudscape-design/components/space-between'
import { PageSkeleton } from '../../../shared/app/page-skeleton.tsx'
import { ProblemAlert } from '../../../shared/app/problem-alert.tsx'
import { AccountFrame } from './account-frame.tsx'
import { CostsSection } from './costs-section.tsx'
import { ExportSection } from './export-section.tsx'
import { LeaveSection } from './leave-section.tsx'
import { QuotaSection } from './quota-section.tsx'
import { RequestAlert } from './request-alert.tsx'
import { TierSection } from './tier-section.tsx'
import { UsageSection } from './usage-section.tsx'
import { useAccount } from './use-account.ts'
import { WorkAlert } from './work-alert.tsx'

/** What the tenant has, uses and asks for, for its admins. */
export function AccountPage() {
  const { data, error, refetch } = useAccount()
  return (
    <AccountFrame active="Account">
      {data ? (
        <SpaceBetween size="l">
          {data.work && <WorkAlert work={data.work} />}
          {data.request && <RequestAlert request={data.request} />}
          <QuotaSection usage={data.usage} />
          <UsageSection />
          <CostsSection />
          <TierSection tier={data.tier} offered={data.offered} />
          <ExportSection />
          <LeaveSection />
        </SpaceBetween>
      ) : error ? (
        <ProblemAlert error={error} retry={() => void refetch()} />
      ) : (
        <PageSkeleton />
      )}
    </AccountFrame>
  )
}
