import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { FORMER_NAME_DAYS, RenameBody } from '@tenantry/contracts/control-plane-api/tenant-name-schemas.ts'
import { useState } from 'react'
import * as z from 'zod/mini'
import { ConfirmDialog } from '../../shared/app/confirm-dialog.tsx'
import { useSession } from '../session.tsx'
import type { TenantDialogProps } from './tenant-dialog-props.ts'
import { useTenantChange } from './use-tenant-change.ts'

/** Gives a tenant another name. */
export function RenameDialog({ tenant, onClose }: TenantDialogProps) {
  const { controlPlane } = useSession()
  const { act, reload } = useTenantChange(tenant)
  const [name, setName] = useState(tenant.name)
  const { data: body, error } = z.safeParse(RenameBody, { name })
  const rename = async () => {
    if (!body) return
    const input = { params: { id: tenant.tenantId }, body }
    await act((seen) => controlPlane('renameTenant', input, seen), `${tenant.name} is called ${body.name} now.`)
  }
  return (
    <ConfirmDialog
      title={`Rename ${tenant.name}`}
      confirm="Rename"
      isReady={body !== undefined && body.name !== tenant.name}
      onConfirm={rename}
      onReload={reload}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        <div>
          Its people sign in with the new name. The present one leads them to it for {FORMER_NAME_DAYS} days, in which
          nobody else can have it.
        </div>
        <FormField label="New name" errorText={error && `The name ${error.issues[0]?.message}.`}>
          <Input value={name} autoFocus onChange={({ detail }) => setName(detail.value)} />
        </FormField>
      </SpaceBetween>
    </ConfirmDialog>
  )
}
