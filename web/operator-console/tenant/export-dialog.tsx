import { ConfirmDialog } from '../../shared/app/confirm-dialog.tsx'
import { useSession } from '../session.tsx'
import type { TenantDialogProps } from './tenant-dialog-props.ts'
import { useTenantChange } from './use-tenant-change.ts'

/** Writes what a tenant has into files. */
export function ExportDialog({ tenant, onClose }: TenantDialogProps) {
  const { controlPlane } = useSession()
  const { act } = useTenantChange(tenant)
  const params = { id: tenant.tenantId }
  return (
    <ConfirmDialog
      title={`Export the data of ${tenant.name}?`}
      confirm="Export"
      onConfirm={() => act(() => controlPlane('exportTenant', { params }), `${tenant.name} is being exported.`)}
      onClose={onClose}
    >
      Its workflow shows the files when they are complete. The tenant is served meanwhile; what it changes during the
      export may be in the files or not.
    </ConfirmDialog>
  )
}
