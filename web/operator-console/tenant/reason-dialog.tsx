import FormField from '@cloudscape-design/components/form-field'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Textarea from '@cloudscape-design/components/textarea'
import { SuspendBody } from '@tenantry/contracts/control-plane-api/workflow-schemas.ts'
import { useState } from 'react'
import * as z from 'zod/mini'
import { ConfirmDialog } from '../../shared/app/confirm-dialog.tsx'

export interface ReasonDialogProps {
  title: string
  /** The verb on the button. */
  confirm: string
  /** What will happen, and what will not. */
  explain: string
  onConfirm(reason: string): Promise<void>
  onReload(): Promise<void>
  onClose(): void
}

/** Asks for the reason, which stands in the tenant's history. */
export function ReasonDialog({ title, confirm, explain, onConfirm, onReload, onClose }: ReasonDialogProps) {
  const [reason, setReason] = useState('')
  return (
    <ConfirmDialog
      title={title}
      confirm={confirm}
      isReady={z.safeParse(SuspendBody, { reason }).success}
      onConfirm={() => onConfirm(reason)}
      onReload={onReload}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        <div>{explain}</div>
        <FormField label="Reason" description="Stands in the tenant's history, with your name. Operators see it.">
          <Textarea value={reason} rows={3} autoFocus onChange={({ detail }) => setReason(detail.value)} />
        </FormField>
      </SpaceBetween>
    </ConfirmDialog>
  )
}
