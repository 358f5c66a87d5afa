import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useMemo } from 'react'
import { Navigate, useLocation } from 'react-router'
import { ApiProblem, type ProblemCode } from '../../../shared/api/api-problem.ts'
import { lacked, may } from '../../../shared/api/tenant-api.ts'
import { PageSkeleton } from '../../../shared/app/page-skeleton.tsx'
import { ProblemAlert } from '../../../shared/app/problem-alert.tsx'
import { selectPool } from '../../../shared/session/cognito.ts'
import { currentTenant, enterTenant, type Tenant } from '../../session/tenant-session.ts'
import { useSite } from '../../site.tsx'
import * as urls from '../../urls.ts'
import { Blocked } from './blocked.tsx'
import { followingClient } from './following-client.ts'
import { SessionValue } from './session.tsx'
import { tenantClient } from './tenant-client.ts'

/** How often an open page checks its session, so that a suspension or a removal shows within a minute. */
const POLL_MS = 15_000

/** Problems that concern the session itself, whichever call reports them. */
const ABOUT_SESSION: ReadonlySet<ProblemCode> = new Set([
  'UNAUTHORIZED',
  'TENANT_SUSPENDED',
  'MEMBERSHIP_REVOKED',
  'TENANT_MISMATCH',
  'OFFLINE',
])

/** Shows its children to members of an active tenant, and to others the reason why not. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const tenant = useMemo(currentTenant, [])
  const asked = new URLSearchParams(useLocation().search).get('tenant')
  const isMeant = asked === null || asked.toLowerCase() === tenant?.name.toLowerCase()
  if (!tenant || !isMeant) return <ToSignIn tenantName={asked ?? tenant?.name} />
  return <TenantSession tenant={tenant}>{children}</TenantSession>
}

function TenantSession({ tenant, children }: { tenant: Tenant; children: ReactNode }) {
  const { controlPlane } = useSite()
  const api = useMemo(() => {
    selectPool(tenant, tenant.tenantId)
    return followingClient(tenant, {
      clientOf: tenantClient,
      locate: (name) => controlPlane('getTenantConfig', { query: { name } }),
      moved: enterTenant,
    })
  }, [tenant, controlPlane])
  const {
    data: me,
    error,
    refetch,
  } = useQuery({
    queryKey: ['me', tenant.tenantId],
    queryFn: ({ signal }) => api('getMe', {}, { signal }),
    refetchInterval: POLL_MS,
    staleTime: 0,
  })
  useCheckSession(() => void refetch())
  const code = error instanceof ApiProblem ? error.code : null
  if (code === 'UNAUTHORIZED' || code === 'TENANT_MISMATCH') return <ToSignIn tenantName={tenant.name} />
  if (code === 'TENANT_SUSPENDED' || code === 'MEMBERSHIP_REVOKED') return <Blocked tenant={tenant} code={code} />
  if (!me) return error ? <ProblemAlert error={error} retry={() => void refetch()} /> : <PageSkeleton />
  return (
    <SessionValue
      value={{
        tenant,
        me,
        api,
        may: (operation) => may(me.role, operation),
        lacks: (operation) => lacked(me.plan, operation),
        isOffline: code === 'OFFLINE',
      }}
    >
      {children}
    </SessionValue>
  )
}

/** Checks at once when another call reports a problem with the session, and when the network comes or goes. */
function useCheckSession(check: () => void): void {
  const queries = useQueryClient()
  useEffect(() => {
    const heard = (error: unknown) => error instanceof ApiProblem && ABOUT_SESSION.has(error.code) && check()
    const unsubscribe = [
      queries.getQueryCache().subscribe((event) => {
        if (event.type !== 'updated' || event.query.queryKey[0] === 'me') return
        if (event.action.type === 'error') heard(event.action.error)
      }),
      queries.getMutationCache().subscribe((event) => {
        if (event.type === 'updated' && event.action.type === 'error') heard(event.action.error)
      }),
    ]
    window.addEventListener('online', check)
    window.addEventListener('offline', check)
    return () => {
      for (const end of unsubscribe) end()
      window.removeEventListener('online', check)
      window.removeEventListener('offline', check)
    }
  }, [queries, check])
}

function ToSignIn({ tenantName }: { tenantName: string | undefined }) {
  const { pathname, search } = useLocation()
  const back = pathname === urls.app() ? {} : { back: `${pathname}${search}` }
  return <Navigate to={urls.signIn({ ...(tenantName !== undefined && { tenant: tenantName }), ...back })} replace />
}
