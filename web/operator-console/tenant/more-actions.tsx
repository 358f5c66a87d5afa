import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import { MAX_SHARDS } from '@tenantry/contracts/ids.ts'
import { type ComponentType, useState } from 'react'
import { may } from '../may.ts'
import type { Tenant } from '../models.ts'
import { useSession } from '../session.tsx'
import { ChangeTierDialog } from './change-tier-dialog.tsx'
import { EndLimitsDialog } from './end-limits-dialog.tsx'
import { ExportDialog } from './export-dialog.tsx'
import { GrowShardsDialog } from './grow-shards-dialog.tsx'
import { LimitsDialog } from './limits-dialog.tsx'
import { OffboardDialog } from './offboard-dialog.tsx'
import { RenameDialog } from './rename-dialog.tsx'
import { RestoreDialog } from './restore-dialog.tsx'
import type { TenantDialogProps } from './tenant-dialog-props.ts'

interface MoreAction {
  operation: Parameters<typeof may>[1]
  text: string
  /** Why it cannot be done now; null when it can. */
  hindrance(tenant: Tenant): string | null
  Dialog: ComponentType<TenantDialogProps>
}

/** Work in the background is done one after another. */
const atWork = ({ workflowId }: Tenant): string | null =>
  workflowId === null ? null : 'A workflow is at work on this tenant.'

/** A restoration writes what nobody else may change meanwhile. */
const isSuspended = (tenant: Tenant): string | null =>
  tenant.status === 'suspended' ? atWork(tenant) : 'Suspend the tenant first, so that nobody writes meanwhile.'

const ACTIONS: MoreAction[] = [
  { operation: 'renameTenant', text: 'Rename', hindrance: () => null, Dialog: RenameDialog },
  { operation: 'changeTier', text: 'Change tier', hindrance: atWork, Dialog: ChangeTierDialog },
  { operation: 'setLimits', text: 'Set limits', hindrance: atWork, Dialog: LimitsDialog },
  {
    operation: 'endLimits',
    text: 'End own limits',
    hindrance: (tenant) => (tenant.limits ? atWork(tenant) : 'It has the limits of its tier.'),
    Dialog: EndLimitsDialog,
  },
  {
    operation: 'growShards',
    text: 'Grow shards',
    hindrance: (tenant) => (tenant.shards < MAX_SHARDS ? atWork(tenant) : 'It has as many shards as there can be.'),
    Dialog: GrowShardsDialog,
  },
  { operation: 'exportTenant', text: 'Export', hindrance: atWork, Dialog: ExportDialog },
  { operation: 'restoreTenant', text: 'Restore', hindrance: isSuspended, Dialog: RestoreDialog },
  { operation: 'deleteTenant', text: 'Offboard', hindrance: atWork, Dialog: OffboardDialog },
]

/** What is done rarely with a tenant that is served, in a menu. */
export function MoreActions({ tenant }: { tenant: Tenant }) {
  const { operator } = useSession()
  const [chosen, setChosen] = useState<MoreAction | null>(null)
  const possible = ACTIONS.filter(({ operation }) => may(operator.role, operation))
  if (possible.length === 0) return null
  const items = possible.map(({ operation, text, hindrance }) => {
    const reason = hindrance(tenant)
    return { id: operation, text, ...(reason !== null && { disabled: true, disabledReason: reason }) }
  })
  return (
    <>
      <ButtonDropdown
        items={items}
        onItemClick={({ detail: { id } }) => setChosen(possible.find(({ operation }) => operation === id) ?? null)}
      >
        More
      </ButtonDropdown>
      {chosen && <chosen.Dialog tenant={tenant} onClose={() => setChosen(null)} />}
    </>
  )
}
