import { ConfirmDialog } from '../../shared/app/confirm-dialog.tsx'
import { useSession } from '../session.tsx'
import type { TenantDialogProps } from './tenant-dialog-props.ts'
import { useTenantChange } from './use-tenant-change.ts'

/** Takes a tenant's own limits away before their time. */
export function EndLimitsDialog({ tenant, onClose }: TenantDialogProps) {
  const { controlPlane } = useSession()
  const { act, reload } = useTenantChange(tenant)
  const params = { id: tenant.tenantId }
  return (
    <ConfirmDialog
      title={`End the own limits of ${tenant.name}?`}
      confirm="End limits"
      onConfirm={() =>
        act((seen) => controlPlane('endLimits', { params }, seen), `${tenant.name} returns to ${tenant.tier}.`)
      }
      onReload={reload}
      onClose={onClose}
    >
      The limits of {tenant.tier} hold again in a few minutes.
    </ConfirmDialog>
  )
}
