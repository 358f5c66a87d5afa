import type { TenantState } from '@tenantry/contracts/events.ts'
import type { Change, Tenant } from './tenant-record.ts'

type Leaving = Extract<Tenant, { status: 'offboarding' }>

/** The tenant after a change that is about its leaving, of the same sequence; undefined for every other change, and for what its state does not allow. */
export function leaving(tenant: Tenant, change: Change, at: string): Tenant | undefined {
  const begins = change.type === 'offboarding-started' || change.type === 'offboarding-retried'
  if (begins && tenant.workflowId === null) return begun(tenant, change.workflowId, change.endsAt ?? at)
  if (tenant.status !== 'offboarding') return undefined
  switch (change.type) {
    case 'offboarding-undone':
    case 'offboarding-failed':
      return tenant.workflowId === change.workflowId ? kept(tenant) : undefined
    case 'access-ended':
      // Also when it was closed before: each request to the app plane is a change of its own.
      return { ...tenant, isClosed: true }
    case 'suspended':
      return isOpen(tenant) ? { ...tenant, suspendedAt: at, suspension: change.reason } : undefined
    case 'reactivated':
      return isOpen(tenant) ? undefined : reopened(tenant)
    default:
      return undefined
  }
}

/** A tenant that is served is to be deleted at that time. */
function begun(tenant: Tenant, workflowId: string, endsAt: string): Tenant | undefined {
  const leaves = { workflowId, status: 'offboarding', endsAt, isClosed: false } as const
  if (tenant.status === 'active') return { ...tenant, ...leaves, suspendedAt: null, suspension: null }
  return tenant.status === 'suspended' ? { ...tenant, ...leaves } : undefined
}

/** It stays, in the state that it had. */
function kept({ endsAt: _, isClosed: __, suspendedAt, suspension, ...tenant }: Leaving): Tenant {
  const stays = { ...tenant, workflowId: null }
  if (suspendedAt === null || suspension === null) return { ...stays, status: 'active' }
  return { ...stays, status: 'suspended', suspendedAt, suspension }
}

const isOpen = ({ isClosed, suspension }: Leaving): boolean => !isClosed && suspension === null

const reopened = (tenant: Leaving): Tenant | undefined =>
  tenant.isClosed ? undefined : { ...tenant, suspendedAt: null, suspension: null }

/** The state that the application plane hears of: a tenant that is to be deleted is served until then, unless it is suspended. */
export function announcedStatus(tenant: Exclude<Tenant, { status: 'awaiting-approval' }>): TenantState['status'] {
  if (tenant.status !== 'offboarding') return tenant.status
  return isOpen(tenant) ? 'offboarding' : 'suspended'
}
