import type { Invitation } from '@tenantry/contracts/invitation-question.ts'
import { useEffect, useState } from 'react'
import type { Pool } from '../config/site-config.ts'
import { Field } from '../forms/field.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { useSubmit } from '../forms/use-submit.ts'
import { AcceptInvitation } from './accept-invitation.tsx'
import { ForgotPassword } from './forgot-password.tsx'
import { NewPassword } from './new-password.tsx'
import { signInProblem } from './sign-in-problem.ts'

/** Amplify comes when somebody is about to sign in, and not before. */
export const cognito = () => import('./cognito.ts')

export interface SignInFlowProps {
  pool: Pool
  /** The tenant to sign in to; null where there are no tenants. */
  tenantId: string | null
  tenantName?: string
  onSignedIn(): void
}

type Stage = 'credentials' | 'new-password' | 'forgot-password' | 'reset-done'

/** E-mail and password, the first password of one's own, and the forgotten one. */
export function SignInFlow({ pool, tenantId, tenantName = '', onSignedIn }: SignInFlowProps) {
  const [stage, setStage] = useState<Stage>('credentials')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [invitation, setInvitation] = useState<Invitation | null>(null)
  useEffect(() => {
    cognito().then(({ selectPool }) => selectPool(pool, tenantId))
  }, [pool, tenantId])
  async function enter(accepts: boolean) {
    const { InvitationPending, selectPool, signIn } = await cognito()
    selectPool(pool, tenantId)
    try {
      const step = await signIn(email.trim(), password, { tenantId, accepts })
      if (step === 'done') onSignedIn()
      else setStage(step)
    } catch (problem) {
      if (!(problem instanceof InvitationPending)) throw problem
      setInvitation(problem.invitation)
    }
  }
  const { busy, error, submit } = useSubmit(() => enter(false))

  if (invitation) {
    const back = () => {
      setInvitation(null)
      setStage('credentials')
    }
    return (
      <AcceptInvitation invitation={invitation} tenantName={tenantName} onAccept={() => enter(true)} onBack={back} />
    )
  }
  if (stage === 'new-password') {
    const invited = (question: Invitation, chosen: string) => {
      setPassword(chosen)
      setInvitation(question)
    }
    return <NewPassword tenantId={tenantId} onDone={onSignedIn} onInvited={invited} />
  }
  if (stage === 'forgot-password') {
    return <ForgotPassword email={email} onBack={() => setStage('credentials')} onDone={() => setStage('reset-done')} />
  }
  return (
    <form className="form" onSubmit={submit}>
      {stage === 'reset-done' && (
        <div className="notice" role="status">
          Your password is set. Sign in with it.
        </div>
      )}
      {error !== null && (
        <div className="notice notice-error" role="alert">
          {signInProblem(error)}
        </div>
      )}
      <Field label="E-mail" type="email" autoComplete="username" required autoFocus value={email} onChange={setEmail} />
      <Field
        label="Password"
        type="password"
        autoComplete="current-password"
        required
        value={password}
        onChange={setPassword}
      />
      <SubmitButton busy={busy}>Sign in</SubmitButton>
      <button type="button" className="button button-quiet" onClick={() => setStage('forgot-password')}>
        Forgot password?
      </button>
    </form>
  )
}
