import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { ConfirmDialog } from '../../../shared/app/confirm-dialog.tsx'
import { signOut } from '../../../shared/session/cognito.ts'
import { leaveTenant } from '../../session/tenant-session.ts'
import * as urls from '../../urls.ts'
import { useSession } from '../session/session.tsx'

/** Deletes the account of the person who looks, once they have typed its address. */
export function DeleteAccountDialog({ onClose }: { onClose(): void }) {
  const { me, api } = useSession()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [typed, setTyped] = useState('')
  async function leave() {
    await api('deleteMe', {})
    // The account is gone, and its session with it.
    await signOut().catch(() => undefined)
    leaveTenant()
    queries.clear()
    navigate(urls.home(), { replace: true })
  }
  return (
    <ConfirmDialog
      title="Delete your account?"
      confirm="Delete"
      isReady={typed.trim().toLowerCase() === me.email.toLowerCase()}
      onConfirm={leave}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        <div>
          This cannot be taken back. Where you are the only admin of a tenant, make somebody else an admin first, or ask
          to leave with the tenant.
        </div>
        <FormField label={`Type ${me.email} to confirm`}>
          <Input value={typed} autoFocus onChange={({ detail }) => setTyped(detail.value)} />
        </FormField>
      </SpaceBetween>
    </ConfirmDialog>
  )
}
