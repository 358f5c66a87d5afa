import type { Invitation } from '@tenantry/contracts/invitation-question.ts'
import { ConfirmDialog } from '../../../shared/app/confirm-dialog.tsx'
import { InvitationText } from '../../../shared/session/invitation-text.tsx'
import { useSwitchTenant } from './use-switch-tenant.ts'

export interface Invited {
  name: string
  invitation: Invitation
}

/** Asks before the person moves to a tenant that invites them: that accepts the invitation. */
export function AcceptDialog({ invited: { name, invitation }, onClose }: { invited: Invited; onClose(): void }) {
  const switchTo = useSwitchTenant()
  return (
    <ConfirmDialog
      title={`Accept the invitation to ${name}?`}
      confirm="Accept"
      onConfirm={() => switchTo(name)}
      onClose={onClose}
    >
      <InvitationText invitation={invitation} tenantName={name} />
    </ConfirmDialog>
  )
}
