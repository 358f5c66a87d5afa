import type { Invitation } from '@tenantry/contracts/invitation-question.ts'
import { useState } from 'react'
import { Field } from '../forms/field.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { useSubmit } from '../forms/use-submit.ts'
import { PASSWORD_RULE, passwordProblem } from './password-rule.ts'
import { signInProblem } from './sign-in-problem.ts'

/** After the first sign-in with a temporary password. */
export function NewPassword(props: {
  tenantId: string | null
  onDone(): void
  /** The password is set, and the tenant invites its person. */
  onInvited(invitation: Invitation, password: string): void
}) {
  const { tenantId, onDone, onInvited } = props
  const [password, setPassword] = useState('')
  const { busy, error, submit } = useSubmit(async () => {
    const { choosePassword, InvitationPending } = await import('./cognito.ts')
    try {
      await choosePassword(password, { tenantId, accepts: false })
      onDone()
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
