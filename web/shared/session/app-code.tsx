import { useState } from 'react'
import { Field } from '../forms/field.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { useSubmit } from '../forms/use-submit.ts'
import type { SignInStep } from './cognito.ts'
import { appCodeProblem } from './sign-in-problem.ts'

export interface AppCodeProps {
  /** @default Sign in */
  submit?: string
  /** @default what to do without the device */
  help?: string
  /** With what the sign-in asks for next. */
  onDone(next: SignInStep): void
  onBack(): void
}

const LOST = 'Lost your device? Ask another system admin to reset your authenticator app.'

/** A code of the person's authenticator app. */
export function AppCode({ submit: verb = 'Sign in', help = LOST, onDone, onBack }: AppCodeProps) {
  const [code, setCode] = useState('')
  const { busy, error, submit } = useSubmit(async () => {
    const { enterAppCode } = await import('./cognito.ts')
    // Apps show it in two groups.
    const digits = code.replaceAll(/\s/g, '')
    // The next try is another code.
    setCode('')
    onDone(await enterAppCode(digits))
  })
  return (
    <form className="form" onSubmit={submit}>
      {error !== null && (
        <div className="notice notice-error" role="alert">
          {appCodeProblem(error)}
        </div>
      )}
      <Field
        label="Code from your authenticator app"
        hint={help}
        inputMode="numeric"
        autoComplete="one-time-code"
        pattern="\s*(\d\s*){6}"
        title="Six digits"
        required
        autoFocus
        value={code}
        onChange={setCode}
      />
      <SubmitButton busy={busy}>{verb}</SubmitButton>
      <button type="button" className="button button-quiet" onClick={onBack}>
        Back to sign-in
      </button>
    </form>
  )
}
