import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import type { TenantStatus } from '../models.ts'

/** Every state of a tenant, in the order of its life: how it is called and how it looks. */
export const STATUSES: Record<TenantStatus, { label: string; type: StatusIndicatorProps.Type }> = {
  'awaiting-approval': { label: 'Awaiting approval', type: 'pending' },
  provisioning: { label: 'Onboarding', type: 'in-progress' },
  active: { label: 'Active', type: 'success' },
  suspended: { label: 'Suspended', type: 'stopped' },
  offboarding: { label: 'Offboarding', type: 'warning' },
  failed: { label: 'Failed', type: 'error' },
  deleted: { label: 'Deleted', type: 'stopped' },
}

export const STATUS_NAMES = Object.keys(STATUSES) as TenantStatus[]

export function TenantStatusLabel({ status }: { status: TenantStatus }) {
  const { label, type } = STATUSES[status]
  return <StatusIndicator type={type}>{label}</StatusIndicator>
}
