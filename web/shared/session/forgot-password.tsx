import { useState } from 'react'
import { Field } from '../forms/field.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { useSubmit } from '../forms/use-submit.ts'
import { PASSWORD_RULE, passwordProblem } from './password-rule.ts'
import { signInProblem } from './sign-in-problem.ts'

/** A code by mail, then a new password. */
export function ForgotPassword(props: { email: string; onBack(): void; onDone(): void }) {
  const [email, setEmail] = useState(props.email)
  const [code, setCode] = useState('')
  const [password, setPassword] = useState('')
  const [sent, setSent] = useState(false)
  const { busy, error, submit } = useSubmit(async () => {
    const { forgotPassword, resetPasswordWithCode } = await import('./cognito.ts')
    if (sent) {
      await resetPasswordWithCode(email.trim(), code.trim(), password)
      props.onDone()
    } else {
      await forgotPassword(email.trim())
      setSent(true)
    }
  })
  return (
    <form className="form" onSubmit={submit}>
      <p>
        {sent
          ? `If ${email.trim()} has an account, a code is on its way. It is valid for an hour.`
          : 'We send you a code by mail.'}
      </p>
      {error !== null && (
        <div className="notice notice-error" role="alert">
          {signInProblem(error)}
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
