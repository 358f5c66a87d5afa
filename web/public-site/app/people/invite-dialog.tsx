import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Modal from '@cloudscape-design/components/modal'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { TenantRole } from '@tenantry/contracts/roles.ts'
import { InvitationBody } from '@tenantry/contracts/tenant-api/schemas.ts'
import { useState } from 'react'
import * as z from 'zod/mini'
import { problemText } from '../../../shared/app/problem-alert.tsx'
import { useToast } from '../../../shared/app/toasts.tsx'
import { useSubmit } from '../../../shared/forms/use-submit.ts'
import { useSession } from '../session/session.tsx'

/** Invites a person; one who has an account already accepts by signing in to this tenant. */
export function InviteDialog({ onClose, onInvited }: { onClose(): void; onInvited(): Promise<unknown> }) {
  const { api } = useSession()
  const toast = useToast()
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<TenantRole>('TenantUser')
  const [tried, setTried] = useState(false)
  const parsed = z.safeParse(InvitationBody, { email: email.trim(), role })
  const { busy, error, submit } = useSubmit(async () => {
    setTried(true)
    if (!parsed.success) return
    await api('inviteUser', { body: parsed.data })
    await onInvited()
    toast('success', `An invitation is on its way to ${parsed.data.email}.`)
    onClose()
  })
  return (
    <Modal
      visible
      header="Invite somebody"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" loading={busy} form="invite">
              Send the invitation
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form id="invite" onSubmit={submit} noValidate>
        <SpaceBetween size="l">
          {error !== null && <Alert type="error">{problemText(error)}</Alert>}
          <FormField label="E-mail" errorText={tried && !parsed.success && 'An e-mail address, please.'}>
            <Input type="email" value={email} autoFocus onChange={({ detail }) => setEmail(detail.value)} />
          </FormField>
          <FormField label="Role">
            <RadioGroup
              value={role}
              onChange={({ detail }) => setRole(detail.value as TenantRole)}
              items={[
                { value: 'TenantUser', label: 'User', description: 'Sees products, places and changes orders.' },
                {
                  value: 'TenantAdmin',
                  label: 'Admin',
                  description: 'Also changes products, deletes orders, and brings people in.',
                },
              ]}
            />
          </FormField>
        </SpaceBetween>
      </form>
    </Modal>
  )
}
