import { useQuery } from '@tanstack/react-query'
import { lazy } from 'react'
import { useParams, useSearchParams } from 'react-router'
import { ApiProblem } from '../../shared/api/api-problem.ts'
import { Page } from '../../shared/app/page.tsx'
import { PageSkeleton } from '../../shared/app/page-skeleton.tsx'
import { PageTabs } from '../../shared/app/page-tabs.tsx'
import { ProblemAlert } from '../../shared/app/problem-alert.tsx'
import { readInterval } from '../intervals/interval.ts'
import { may } from '../may.ts'
import { NotFoundPage } from '../not-found-page.tsx'
import { useSession } from '../session.tsx'
import * as urls from '../urls.ts'
import { TenantActions } from './tenant-actions.tsx'
import { TenantSummary } from './tenant-summary.tsx'

const HealthTab = lazy(async () => ({ default: (await import('../health/health-tab.tsx')).HealthTab }))
const RequestsTab = lazy(async () => ({ default: (await import('../requests/requests-tab.tsx')).RequestsTab }))
const UsageTab = lazy(async () => ({ default: (await import('../usage/usage-tab.tsx')).UsageTab }))
const TenantCostsTab = lazy(async () => ({ default: (await import('../costs/tenant-costs-tab.tsx')).TenantCostsTab }))

const AT_WORK_MS = 1_000
const CALM_MS = 15_000

export type TenantTab = 'Tenant' | 'Health' | 'Requests' | 'Usage' | 'Costs'

/** One thing about a tenant: itself, how it is served, what went wrong with its requests, what it uses, or what it costs. */
export function TenantPage({ tab }: { tab: TenantTab }) {
  const { id = '' } = useParams()
  const [params] = useSearchParams()
  const { controlPlane, operator } = useSession()
  const {
    data: tenant,
    error,
    refetch,
  } = useQuery({
    queryKey: ['tenant', id],
    queryFn: ({ signal }) => controlPlane('getTenant', { params: { id } }, { signal }),
    refetchInterval: ({ state }) => (state.data?.workflowId ? AT_WORK_MS : CALM_MS),
  })
  const crumbs = [{ text: 'Tenants', href: urls.tenants() }]
  if (error instanceof ApiProblem && error.code === 'NOT_FOUND') return <NotFoundPage what="tenant" />
  if (error && !tenant) {
    return (
      <Page title="Tenant" crumbs={crumbs}>
        <ProblemAlert error={error} retry={() => void refetch()} />
      </Page>
    )
  }
  if (!tenant) return <PageSkeleton />
  // The time that is looked at stays the same from tab to tab.
  const at = readInterval(params) ?? {}
  const tabs: { label: TenantTab; href: string }[] = [
    { label: 'Tenant', href: urls.tenant(id) },
    { label: 'Health', href: urls.tenantHealth(id, at) },
    { label: 'Requests', href: urls.tenantRequests(id, at) },
    { label: 'Usage', href: urls.tenantUsage(id, at) },
    ...(may(operator.role, 'listCosts') ? [{ label: 'Costs' as const, href: urls.tenantCosts(id, at) }] : []),
  ]
  return (
    <Page title={tenant.name} crumbs={crumbs} actions={<TenantActions tenant={tenant} />}>
      <PageTabs label={`About ${tenant.name}`} tabs={tabs} active={tab}>
        {tab === 'Tenant' && <TenantSummary tenant={tenant} />}
        {tab === 'Health' && <HealthTab tenantId={id} />}
        {tab === 'Requests' && <RequestsTab tenantId={id} />}
        {tab === 'Usage' && <UsageTab tenantId={id} />}
        {tab === 'Costs' && <TenantCostsTab tenantId={id} />}
      </PageTabs>
    </Page>
  )
}
