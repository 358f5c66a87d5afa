import { Link, useLocation, useNavigate, useSearchParams } from 'react-router'
import { Brand } from '../../shared/layout/brand.tsx'
import { FocusCard, PlainPage } from '../../shared/layout/plain-page.tsx'
import * as urls from '../urls.ts'
import { SignUpForm, type SignUpValues } from './sign-up-form.tsx'

/** Values that an onboarding which failed hands back, so that nothing is typed twice. */
export interface SignUpState {
  values: SignUpValues
}

export function SignUpPage() {
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const state = useLocation().state as SignUpState | null
  return (
    <PlainPage
      home={
        <Link to={urls.home()} aria-label="Tenantry, start page">
          <Brand />
        </Link>
      }
      actions={
        <Link className="button button-quiet" to={urls.signIn()}>
          Sign in
        </Link>
      }
    >
      <title>Sign up · Tenantry</title>
      <FocusCard title="Sign up" lead="Your tenant is ready in about a minute. The invitation comes by mail.">
        <SignUpForm
          start={state?.values ?? { tenantName: '', email: '', tier: search.get('tier') ?? '' }}
          onRegistered={(registrationId, values) => navigate(urls.registration(registrationId), { state: { values } })}
        />
      </FocusCard>
    </PlainPage>
  )
}
