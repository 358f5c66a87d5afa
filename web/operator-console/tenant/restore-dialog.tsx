import Checkbox from '@cloudscape-design/components/checkbox'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { ExportId } from '@tenantry/contracts/exports.ts'
import { useState } from 'react'
import * as z from 'zod/mini'
import { ConfirmDialog } from '../../shared/app/confirm-dialog.tsx'
import { useSession } from '../session.tsx'
import type { TenantDialogProps } from './tenant-dialog-props.ts'
import { useTenantChange } from './use-tenant-change.ts'

/** Brings back what an export holds. */
export function RestoreDialog({ tenant, onClose }: TenantDialogProps) {
  const { controlPlane } = useSession()
  const { act, reload } = useTenantChange(tenant)
  const [exportId, setExportId] = useState('')
  const [overwrite, setOverwrite] = useState(false)
  const [people, setPeople] = useState(true)
  const isId = z.safeParse(ExportId, exportId.trim()).success
  const restore = async () => {
    const body = { exportId: exportId.trim(), overwrite, people }
    const input = { params: { id: tenant.tenantId }, body }
    await act((seen) => controlPlane('restoreTenant', input, seen), `${tenant.name} is being restored.`)
  }
  return (
    <ConfirmDialog
      title={`Restore the data of ${tenant.name}`}
      confirm="Restore"
      isReady={isId}
      onConfirm={restore}
      onReload={reload}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        <div>
          Each item comes back under the id that it had. The export is verified by its manifest before anything is
          written.
        </div>
        <FormField
          label="Export"
          constraintText="Its id: it stands beside the export, among the tenant's workflows."
          errorText={exportId.trim() !== '' && !isId && 'Export ids begin with wfl_.'}
        >
          <Input value={exportId} autoFocus onChange={({ detail }) => setExportId(detail.value)} />
        </FormField>
        <Checkbox checked={people} onChange={({ detail }) => setPeople(detail.checked)}>
          The people of the export come back, too
        </Checkbox>
        <Checkbox checked={overwrite} onChange={({ detail }) => setOverwrite(detail.checked)}>
          Delete what the tenant has before
        </Checkbox>
      </SpaceBetween>
    </ConfirmDialog>
  )
}
