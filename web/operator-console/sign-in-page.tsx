import { useNavigate, useSearchParams } from 'react-router'
import { Brand } from '../shared/layout/brand.tsx'
import { FocusCard, PlainPage } from '../shared/layout/plain-page.tsx'
import { SignInFlow } from '../shared/session/sign-in-flow.tsx'
import { useConfig } from './config.tsx'
import * as urls from './urls.ts'

export function SignInPage() {
  const config = useConfig()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  return (
    <PlainPage home={<Brand suffix="operators" />}>
      <title>Sign in · Tenantry operators</title>
      <FocusCard title="Operator sign-in">
        <SignInFlow
          pool={config}
          tenantId={null}
          onSignedIn={() => navigate(urls.safeBack(search.get('back')), { replace: true })}
        />
      </FocusCard>
    </PlainPage>
  )
}
