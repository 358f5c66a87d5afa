import SpaceBetween from '@cloudscape-design/components/space-between'
import type { Tenant } from '../models.ts'
import { TenantAsks } from './tenant-asks.tsx'
import { TenantFacts } from './tenant-facts.tsx'
import { TenantHistory } from './tenant-history.tsx'
import { TenantPeople } from './tenant-people.tsx'
import { TenantWorkflows } from './tenant-workflows.tsx'
import { WhyNot } from './why-not.tsx'

/** The tenant itself: its state, its workflows, its people and its history. */
export function TenantSummary({ tenant }: { tenant: Tenant }) {
  return (
    <SpaceBetween size="l">
      <WhyNot tenant={tenant} />
      <TenantAsks tenant={tenant} />
      <TenantFacts tenant={tenant} />
      <TenantWorkflows tenant={tenant} />
      <TenantPeople tenantId={tenant.tenantId} />
      <TenantHistory tenant={tenant} />
    </SpaceBetween>
  )
}
