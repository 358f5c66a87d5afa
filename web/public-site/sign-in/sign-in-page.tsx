import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { ApiProblem } from '../../shared/api/api-problem.ts'
import { Brand } from '../../shared/layout/brand.tsx'
import { FocusCard, PlainPage } from '../../shared/layout/plain-page.tsx'
import { cognito, SignInFlow } from '../../shared/session/sign-in-flow.tsx'
import { enterTenant } from '../session/tenant-session.ts'
import { useSite } from '../site.tsx'
import * as urls from '../urls.ts'
import { TenantNameForm } from './tenant-name-form.tsx'

/** The tenant's name first, by the form or by `?tenant=`; then the sign-in of that tenant's pool. */
export function SignInPage() {
  const [search, setSearch] = useSearchParams()
  const navigate = useNavigate()
  const { controlPlane } = useSite()
  const name = search.get('tenant') ?? ''
  const { data: tenant, error } = useQuery({
    queryKey: ['tenant-config', name],
    queryFn: ({ signal }) => controlPlane('getTenantConfig', { query: { name } }, { signal }),
    enabled: name !== '',
  })
  // It will be needed: it comes while the person types.
  useEffect(() => void cognito(), [])
  const chooseTenant = (chosen: string | null) => {
    const next = new URLSearchParams(search)
    if (chosen === null) next.delete('tenant')
    else next.set('tenant', chosen)
    setSearch(next)
  }
  return (
    <PlainPage
      home={
        <Link to={urls.home()} aria-label="Tenantry, start page">
          <Brand />
        </Link>
      }
      actions={
        <Link className="button button-quiet" to={urls.signUp()}>
          Sign up
        </Link>
      }
    >
      <title>Sign in · Tenantry</title>
      {tenant && name !== '' ? (
        <FocusCard
          title={`Sign in to ${tenant.name}`}
          lead={
            <>
              {tenant.renamedFrom !== undefined && `${tenant.renamedFrom} is called ${tenant.name} now. `}
              <button type="button" className="link-button" onClick={() => chooseTenant(null)}>
                Another tenant
              </button>
            </>
          }
        >
          <SignInFlow
            key={tenant.tenantId}
            pool={tenant}
            tenantId={tenant.tenantId}
            tenantName={tenant.name}
            onSignedIn={() => {
              enterTenant(tenant)
              navigate(urls.safeBack(search.get('back')), { replace: true })
            }}
          />
        </FocusCard>
      ) : (
        <FocusCard title="Sign in" lead="To which tenant?">
          <TenantNameForm
            key={name}
            name={name}
            busy={name !== '' && !error}
            problem={error ? problemOf(error, name) : undefined}
            onName={chooseTenant}
          />
        </FocusCard>
      )}
    </PlainPage>
  )
}

function problemOf(error: unknown, name: string): string {
  if (!(error instanceof ApiProblem)) return 'The tenant cannot be looked up at the moment.'
  if (error.code === 'NOT_FOUND')
    return `There is no active tenant “${name}”. Is the name spelled as in your invitation?`
  if (error.code === 'INVALID_REQUEST') return 'A name of 1 to 64 characters, please.'
  return error.message
}
