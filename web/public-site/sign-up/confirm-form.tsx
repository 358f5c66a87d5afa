import { CODE_DIGITS } from '@tenantry/contracts/sign-up.ts'
import { useState } from 'react'
import { Link } from 'react-router'
import { ApiProblem } from '../../shared/api/api-problem.ts'
import { Field } from '../../shared/forms/field.tsx'
import { SubmitButton } from '../../shared/forms/submit-button.tsx'
import { useSubmit } from '../../shared/forms/use-submit.ts'
import { useSite } from '../site.tsx'
import * as urls from '../urls.ts'
import { codeProblem, endsSignUp } from './code-problem.ts'
import type { SignUpState } from './sign-up-page.tsx'
import { clock, useCoolDown } from './use-cool-down.ts'

/** Seconds that a mail may take, before another one is asked for. */
const PATIENCE_SECONDS = 30

export interface ConfirmFormProps {
  registrationId: string
  /** What was typed at sign-up, for another one. */
  state: SignUpState | null
  onConfirmed(): void
}

/** The code that came by mail, and another one where it did not come. */
export function ConfirmForm({ registrationId, state, onConfirmed }: ConfirmFormProps) {
  const { controlPlane } = useSite()
  const params = { id: registrationId }
  const [code, setCode] = useState('')
  const [sent, setSent] = useState(false)
  const coolDown = useCoolDown(`resend ${registrationId}`, PATIENCE_SECONDS)
  const confirming = useSubmit(async () => {
    resending.forget()
    setSent(false)
    await controlPlane('confirmRegistration', { params, body: { code: code.replaceAll(/\s/g, '') } })
    onConfirmed()
  })
  const resending = useSubmit(async () => {
    confirming.forget()
    setSent(false)
    try {
      await controlPlane('resendCode', { params })
    } catch (error) {
      if (error instanceof ApiProblem && error.waitSeconds !== null) coolDown.wait(error.waitSeconds)
      throw error
    }
    setCode('')
    setSent(true)
    coolDown.wait(PATIENCE_SECONDS)
  })
  const error = confirming.error ?? resending.error

  return (
    <form className="form" onSubmit={confirming.submit} noValidate>
      {error !== null && (
        <div className="notice notice-error" role="alert">
          {codeProblem(error)}
        </div>
      )}
      {sent && (
        <div className="notice" role="status">
          Another code is on its way. The one before is no longer valid.
        </div>
      )}
      {endsSignUp(error) && (
        <Link className="button button-primary" to={urls.signUp()} state={state}>
          Sign up again
        </Link>
      )}
      <Field
        label="Code"
        hint={`${CODE_DIGITS} digits. Nothing is made, and the name is not yours, until you enter it.`}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={CODE_DIGITS + 2}
        autoFocus
        value={code}
        onChange={setCode}
      />
      <SubmitButton busy={confirming.busy}>Confirm</SubmitButton>
      <button
        type="button"
        className="button button-quiet"
        disabled={resending.busy || coolDown.seconds > 0}
        onClick={resending.submit}
      >
        {coolDown.seconds > 0 ? `Send another code in ${clock(coolDown.seconds)}` : 'Send another code'}
      </button>
    </form>
  )
}
