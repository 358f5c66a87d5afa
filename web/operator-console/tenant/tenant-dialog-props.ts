import type { Tenant } from '../models.ts'

/** What every dialog about a tenant is given. */
export interface TenantDialogProps {
  tenant: Tenant
  onClose(): void
}
