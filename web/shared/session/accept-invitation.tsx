import type { Invitation } from '@tenantry/contracts/invitation-question.ts'
import { SubmitButton } from '../forms/submit-button.tsx'
import { useSubmit } from '../forms/use-submit.ts'
import { InvitationText } from './invitation-text.tsx'
import { signInProblem } from './sign-in-problem.ts'

export interface AcceptInvitationProps {
  invitation: Invitation
  tenantName: string
  onAccept(): Promise<void>
  onBack(): void
}

/** Asks before a sign-in accepts an invitation. */
export function AcceptInvitation({ invitation, tenantName, onAccept, onBack }: AcceptInvitationProps) {
  const { busy, error, submit } = useSubmit(onAccept)
  return (
    <form className="form" onSubmit={submit}>
      <p>
        <InvitationText invitation={invitation} tenantName={tenantName} />
      </p>
      {error !== null && (
        <div className="notice notice-error" role="alert">
          {signInProblem(error)}
        </div>
      )}
      <SubmitButton busy={busy}>Accept and continue</SubmitButton>
      <button type="button" className="button button-quiet" onClick={onBack}>
        Not now
      </button>
    </form>
  )
}
