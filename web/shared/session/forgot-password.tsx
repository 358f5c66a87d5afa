import { useState } from 'react'
import { Field } from '../forms/field.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { useSubmit } from '../forms/use-submit.ts'
import { PASSWORD_RULE, passwordProblem } from './password-rule.ts'
import { resetProblem, signInProblem } from './sign-in-problem.ts'

/** A code by mail, then a new password. */
export function ForgotPassword(props: { email: string; onBack(): void; onDone(): void }) {
  const [email, setEmail] = useState(props.email)
  const [code, setCode] = useState('')
  const [password, setPassword] = useState('')
  const [sent, setSent] = useState(false)
  const { busy, error, submit } = useSubmit(async () => {
    const { forgotPassword, resetPasswordWithCode } = await import('./cognito.ts')
    if (sent) {
      if (passwordProblem(password) !== undefined) return
      await resetPasswordWithCode(email.trim(), code.trim(), password)
      props.onDone()
    } else {
      await forgotPassword(email.trim())
      setSent(true)
    }
  })
  return (
    <form className="form" onSubmit={submit}>
      {sent ? (
        <>
          <p>If {email.trim()} has an account with a password, a code is on its way. It is valid for an hour.</p>
          <p>
            If you were invited and have not signed in yet, there is no code: use the temporary password of your
            invitation, or ask your admin to send the invitation again.
          </p>
        </>
      ) : (
        <p>We send you a code by mail.</p>
      )}
      {error !== null && (
        <div className="notice notice-error" role="alert">
          {sent ? resetProblem(error) : signInProblem(error)}
        </div>
      )}
      {sent ? (
        <>
          <Field
            label="Code"
            inputMode="numeric"
            autoComplete="one-time-code"
            required
            autoFocus
            value={code}
            onChange={setCode}
          />
          <Field
            label="New password"
            hint={PASSWORD_RULE}
            error={passwordProblem(password)}
            type="password"
            autoComplete="new-password"
            required
            value={password}
            onChange={setPassword}
          />
        </>
      ) : (
        <Field
          label="E-mail"
          type="email"
          autoComplete="username"
          required
          autoFocus
          value={email}
          onChange={setEmail}
        />
      )}
      <SubmitButton busy={busy}>{sent ? 'Set the new password' : 'Send the code'}</SubmitButton>
      <button type="button" className="button button-quiet" onClick={props.onBack}>
        Back to sign-in
      </button>
    </form>
  )
}
