import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import type { AccountUsage } from '@tenantry/contracts/tenant-account.ts'
import { QuotaBar } from '../../../shared/app/quota-bar.tsx'

/** How much of the month's requests is used, and how much is left. */
export function QuotaSection({ usage }: { usage: AccountUsage | null }) {
  return (
    <Container header={<Header variant="h2">Requests this month</Header>}>
      <QuotaBar use={usage} />
    </Container>
  )
}
