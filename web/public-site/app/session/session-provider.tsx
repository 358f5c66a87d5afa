import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useMemo } from 'react'
import { Navigate, useLocation } from 'react-router'
import { ApiProblem, type ProblemCode } from '../../../shared/api/api-problem.ts'
import { PageSkeleton } from '../../../shared/app/page-skeleton.tsx'
import { ProblemAlert } from '../../../shared/app/problem-alert.tsx'
import { selectPool } from '../../../shared/session/cognito.ts'
import { currentTenant, type Tenant } from '../../session/tenant-session.ts'
import * as urls from '../../urls.ts'
import { Blocked } from './blocked.tsx'
import { SessionValue } from './session.tsx'
import { tenantClient } from './tenant-client.ts'

/** Who is asked about so often while a page is open: a suspension or a removal shows within a minute. */
const ASK_MS = 15_000

/** Answers that say something about the session itself, whichever call got them. */
const ABOUT_SESSION: ReadonlySet<ProblemCode> = new Set([
  'UNAUTHORIZED',
  'TENANT_SUSPENDED',
  'MEMBERSHIP_REVOKED',
  'TENANT_MISMATCH',
  'OFFLINE',
])

/** Shows its children to a member of an active tenant; to anybody else, why not. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const tenant = useMemo(currentTenant, [])
  const asked = new URLSearchParams(useLocation().search).get('tenant')
  const isMeant = asked === null || asked.toLowerCase() === tenant?.name.toLowerCase()
  if (!tenant || !isMeant) return <ToSignIn tenantName={asked ?? tenant?.name} />
  return <TenantSession tenant={tenant}>{children}</TenantSession>
}

function TenantSession({ tenant, children }: { tenant: Tenant; children: ReactNode }) {
  const api = useMemo(() => {
    selectPool(tenant, tenant.tenantId)
    return tenantClient(tenant)
  }, [tenant])
  const {
    data: me,
    error,
    refetch,
  } = useQuery({
    queryKey: ['me', tenant.tenantId],
    queryFn: ({ signal }) => api('getMe', {}, { signal }),
    refetchInterval: ASK_MS,
    staleTime: 0,
  })
  useAskAgainAfter(() => void refetch())
  const code = error instanceof ApiProblem ? error.code : null
  if (code === 'UNAUTHORIZED' || code === 'TENANT_MISMATCH') return <ToSignIn tenantName={tenant.name} />
  if (code === 'TENANT_SUSPENDED' || code === 'MEMBERSHIP_REVOKED') return <Blocked tenant={tenant} code={code} />
  if (!me) return error ? <ProblemAlert error={error} retry={() => void refetch()} /> : <PageSkeleton />
  return (
    <SessionValue value={{ tenant, me, api, isAdmin: me.role === 'TenantAdmin', isOffline: code === 'OFFLINE' }}>
      {children}
    </SessionValue>
  )
}

/** When another call hears about the session, or the network comes back, the question is asked at once. */
function useAskAgainAfter(ask: () => void): void {
  const queries = useQueryClient()
  useEffect(() => {
    const heard = (error: unknown) => error instanceof ApiProblem && ABOUT_SESSION.has(error.code) && ask()
    const unsubscribe = [
      queries.getQueryCache().subscribe((event) => {
        if (event.type !== 'updated' || event.query.queryKey[0] === 'me') return
        if (event.action.type === 'error') heard(event.action.error)
      }),
      queries.getMutationCache().subscribe((event) => {
        if (event.type === 'updated' && event.action.type === 'error') heard(event.action.error)
      }),
    ]
    window.addEventListener('online', ask)
    window.addEventListener('offline', ask)
    return () => {
      for (const end of unsubscribe) end()
      window.removeEventListener('online', ask)
      window.removeEventListener('offline', ask)
    }
  }, [queries, ask])
}

function ToSignIn({ tenantName }: { tenantName: string | undefined }) {
  const { pathname, search } = useLocation()
  const back = pathname === urls.app() ? {} : { back: `${pathname}${search}` }
  return <Navigate to={urls.signIn({ ...(tenantName !== undefined && { tenant: tenantName }), ...back })} replace />
}
