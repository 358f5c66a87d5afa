import type { Invitation } from '@tenantry/contracts/invitation-question.ts'
import { lazy, Suspense, useEffect, useState } from 'react'
import type { Pool } from '../config/site-config.ts'
import { Field } from '../forms/field.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { useSubmit } from '../forms/use-submit.ts'
import { AcceptInvitation } from './accept-invitation.tsx'
import { AppCode } from './app-code.tsx'
import type { SignInStep } from './cognito.ts'
import { ForgotPassword } from './forgot-password.tsx'
import { NewPassword } from './new-password.tsx'
import { signInProblem } from './sign-in-problem.ts'

/** Amplify comes when somebody is about to sign in, and not before. */
export const cognito = () => import('./cognito.ts')

/** With what draws QR codes, which few sign-ins need. */
const AppSetUp = lazy(async () => ({ default: (await import('./app-set-up.tsx')).AppSetUp }))

export interface SignInFlowProps {
  pool: Pool
  /** The tenant to sign in to; null where there are no tenants. */
  tenantId: string | null
  tenantName?: string
  onSignedIn(): void
}

type Stage = 'credentials' | 'forgot-password' | 'reset-done'

/** E-mail and password, the first password of one's own, the forgotten one, invitations, and an authenticator app where the pool asks for one. */
export function SignInFlow({ pool, tenantId, tenantName = '', onSignedIn }: SignInFlowProps) {
  const [stage, setStage] = useState<Stage>('credentials')
  const [step, setStep] = useState<SignInStep | null>(null)
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
      follow(await signIn(email.trim(), password, { tenantId, accepts }))
    } catch (problem) {
      if (!(problem instanceof InvitationPending)) throw problem
      setInvitation(problem.invitation)
    }
  }
  const { busy, error, submit } = useSubmit(() => enter(false))
  function follow(next: SignInStep) {
    if (next.name === 'done') onSignedIn()
    else setStep(next)
  }
  function startAgain() {
    setPassword('')
    setStep(null)
    setInvitation(null)
  }
  function invited(question: Invitation, chosen: string) {
    setPassword(chosen)
    setInvitation(question)
  }

  if (invitation) {
    return (
      <AcceptInvitation
        invitation={invitation}
        tenantName={tenantName}
        onAccept={() => enter(true)}
        onBack={startAgain}
      />
    )
  }
  switch (step?.name) {
    case 'new-password':
      return <NewPassword tenantId={tenantId} onDone={follow} onInvited={invited} />
    case 'app-set-up':
      return (
        <Suspense>
          <AppSetUp secret={step.secret} email={email.trim()} onDone={follow} onBack={startAgain} />
        </Suspense>
      )
    case 'app-code':
      return <AppCode onDone={follow} onBack={startAgain} />
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
