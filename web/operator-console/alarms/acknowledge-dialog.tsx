import FormField from '@cloudscape-design/components/form-field'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Textarea from '@cloudscape-design/components/textarea'
import { useQueryClient } from '@tanstack/react-query'
import { AcknowledgeBody } from '@tenantry/contracts/control-plane-api/usage-schemas.ts'
import { useState } from 'react'
import * as z from 'zod/mini'
import { ConfirmDialog } from '../../shared/app/confirm-dialog.tsx'
import { useToast } from '../../shared/app/toasts.tsx'
import type { Alarm } from '../models.ts'
import { useSession } from '../session.tsx'

/** Takes an alarm on, with a note for other operators. */
export function AcknowledgeDialog({ alarm: { name }, onClose }: { alarm: Alarm; onClose(): void }) {
  const { controlPlane } = useSession()
  const queries = useQueryClient()
  const toast = useToast()
  const [note, setNote] = useState('')
  const { data: body } = z.safeParse(AcknowledgeBody, { note })
  return (
    <ConfirmDialog
      title={`Acknowledge ${name}`}
      confirm="Acknowledge"
      isReady={body !== undefined}
      onConfirm={async () => {
        await controlPlane('acknowledgeAlarm', { params: { name }, body: { note } })
        await queries.invalidateQueries({ queryKey: ['alarms'] })
        toast('success', `You have taken on ${name}.`)
      }}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        <div>Other operators see that you take care of it. It stays so until the alarm recovers.</div>
        <FormField
          label="Note"
          description="What you know, or do about it. You can leave it empty."
          errorText={!body && 'At most 500 characters.'}
        >
          <Textarea value={note} rows={3} autoFocus onChange={({ detail }) => setNote(detail.value)} />
        </FormField>
      </SpaceBetween>
    </ConfirmDialog>
  )
}
