import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { OffboardingQuery } from '@tenantry/contracts/control-plane-api/workflow-schemas.ts'
import { useState } from 'react'
import * as z from 'zod/mini'
import { ConfirmDialog } from '../../shared/app/confirm-dialog.tsx'
import { useSession } from '../session.tsx'
import type { TenantDialogProps } from './tenant-dialog-props.ts'
import { useTenantChange } from './use-tenant-change.ts'

/** Offboards a tenant, once its name was typed: what is deleted in the end cannot be brought back by a click. */
export function OffboardDialog({ tenant, onClose }: TenantDialogProps) {
  const { controlPlane } = useSession()
  const { act, reload } = useTenantChange(tenant)
  const [typed, setTyped] = useState('')
  const [days, setDays] = useState('')
  const { data: query } = z.safeParse(OffboardingQuery, days.trim() === '' ? {} : { graceDays: days.trim() })
  const offboard = async () => {
    const input = { params: { id: tenant.tenantId }, query: query ?? {} }
    await act((seen) => controlPlane('deleteTenant', input, seen), `${tenant.name} is being offboarded.`)
  }
  return (
    <ConfirmDialog
      title={`Offboard ${tenant.name}`}
      confirm="Offboard"
      isReady={query !== undefined && typed === tenant.name}
      onConfirm={offboard}
      onReload={reload}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        <div>
          When the days of grace are over, its data is exported once more, and then everything is deleted: data, people
          who belong to no other tenant, keys and resources. Until the deletion begins it can be undone.
        </div>
        <FormField
          label="Days of grace"
          constraintText="Empty for the default of this deployment; 0 begins at once."
          errorText={query === undefined && 'A whole number from 0 to 999.'}
        >
          <Input value={days} inputMode="numeric" onChange={({ detail }) => setDays(detail.value)} />
        </FormField>
        <FormField label={`Type ${tenant.name} to confirm`}>
          <Input value={typed} autoFocus onChange={({ detail }) => setTyped(detail.value)} />
        </FormField>
      </SpaceBetween>
    </ConfirmDialog>
  )
}
