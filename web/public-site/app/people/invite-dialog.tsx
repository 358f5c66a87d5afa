import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Modal from '@cloudscape-design/components/modal'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { InvitationBody } from '@tenantry/app-plane/users/service.ts'
import type { TenantRole } from '@tenantry/contracts/roles.ts'
import { useState } from 'react'
import * as z from 'zod/mini'
import { problemText } from '../../../shared/app/problem-alert.tsx'
import { useToast } from '../../../shared/app/toasts.tsx'
import { useSubmit } from '../../../shared/forms/use-submit.ts'
import { FEATURES } from '../../features.ts'
import { useSession } from '../session/session.tsx'

/** What people of a role can do, in every product and in this one. */
const description = (role: TenantRole, everywhere: string): string =>
  [everywhere, ...FEATURES.map(({ roles }) => roles?.[role])].filter((sentence) => sentence !== undefined).join(' ')

/** Invites a person. Someone who already has an account accepts by signing in to this tenant. */
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
          <FormField label="E-mail" errorText={tried && !parsed.success && 'Enter an e-mail address.'}>
            <Input type="email" value={email} autoFocus onChange={({ detail }) => setEmail(detail.value)} />
          </FormField>
          <FormField label="Role">
            <RadioGroup
              value={role}
              onChange={({ detail }) => setRole(detail.value as TenantRole)}
              items={[
                {
                  value: 'TenantUser',
                  label: 'User',
                  description: description('TenantUser', 'Uses the product; cannot manage people.'),
                },
                {
                  value: 'TenantAdmin',
                  label: 'Admin',
                  description: description('TenantAdmin', 'Does everything that a user does, and manages people.'),
                },
              ]}
            />
          </FormField>
        </SpaceBetween>
      </form>
    </Modal>
  )
}
