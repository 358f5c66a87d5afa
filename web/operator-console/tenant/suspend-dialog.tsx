import FormField from '@cloudscape-design/components/form-field'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Textarea from '@cloudscape-design/components/textarea'
import { SuspendBody } from '@tenantry/contracts/control-plane-api/schemas.ts'
import { useState } from 'react'
import * as z from 'zod/mini'
import { ConfirmDialog } from '../../shared/app/confirm-dialog.tsx'

/** Asks for the reason, which stands in the tenant's history. */
export function SuspendDialog(props: { name: string; onSuspend(reason: string): Promise<void>; onClose(): void }) {
  const { name, onSuspend, onClose } = props
  const [reason, setReason] = useState('')
  return (
    <ConfirmDialog
      title={`Suspend ${name}?`}
      confirm="Suspend"
      isReady={z.safeParse(SuspendBody, { reason }).success}
      onConfirm={() => onSuspend(reason)}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        <div>
          Within a minute every call of its people is refused, also with tokens that they hold already. Data and people
          stay as they are, and it can be reactivated at any time.
        </div>
        <FormField label="Reason" description="Stands in the tenant's history, with your name.">
          <Textarea value={reason} rows={3} autoFocus onChange={({ detail }) => setReason(detail.value)} />
        </FormField>
      </SpaceBetween>
    </ConfirmDialog>
  )
}
