import type { Invitation } from '@tenantry/contracts/invitation-question.ts'
import { useState } from 'react'
import { Field } from '../forms/field.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { useSubmit } from '../forms/use-submit.ts'
import type { SignInStep } from './cognito.ts'
import { PASSWORD_RULE, passwordProblem } from './password-rule.ts'
import { signInProblem } from './sign-in-problem.ts'

interface NewPasswordProps {
  tenantId: string | null
  /** With what the sign-in asks for next. */
  onDone(next: SignInStep): void
  /** The password is set, and the tenant invites its person. */
  onInvited(invitation: Invitation, password: string): void
}

/** After the first sign-in with a temporary password. */
export function NewPassword({ tenantId, onDone, onInvited }: NewPasswordProps) {
  const [password, setPassword] = useState('')
  const { busy, error, submit } = useSubmit(async () => {
    const { choosePassword, InvitationPending } = await import('./cognito.ts')
    try {
      onDone(await choosePassword(password, { tenantId, accepts: false }))
    } catch (problem) {
      if (!(problem instanceof InvitationPending)) throw problem
      onInvited(problem.invitation, password)
    }
  })
  return (
    <form className="form" onSubmit={submit}>
      <p>Welcome. Choose a password of your own; the temporary one is done with.</p>
      {error !== null && (
        <div className="notice notice-error" role="alert">
          {signInProblem(error)}
        </div>
      )}
      <Field
        label="New password"
        hint={PASSWORD_RULE}
        error={passwordProblem(password)}
        type="password"
        autoComplete="new-password"
        required
        autoFocus
        value={password}
        onChange={setPassword}
      />
      <SubmitButton busy={busy}>Set password and continue</SubmitButton>
    </form>
  )
}
