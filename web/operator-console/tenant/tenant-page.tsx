import Badge from '@cloudscape-design/components/badge'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { ApiProblem } from '../../shared/api/api-problem.ts'
import { Copyable } from '../../shared/app/copyable.tsx'
import { Page } from '../../shared/app/page.tsx'
import { PageSkeleton } from '../../shared/app/page-skeleton.tsx'
import { ProblemAlert } from '../../shared/app/problem-alert.tsx'
import { When } from '../../shared/app/when.tsx'
import { NotFoundPage } from '../not-found-page.tsx'
import { useSession } from '../session.tsx'
import { TenantStatusLabel } from '../tenants/tenant-status.tsx'
import * as urls from '../urls.ts'
import { TenantActions } from './tenant-actions.tsx'
import { TenantHistory } from './tenant-history.tsx'
import { TenantPeople } from './tenant-people.tsx'
import { TenantWorkflows } from './tenant-workflows.tsx'
import { WhyNot } from './why-not.tsx'

const AT_WORK_MS = 1_000
const CALM_MS = 15_000

/** One tenant: its state, what can be done about it, its workflows, its people and its history. */
export function TenantPage() {
  const { id = '' } = useParams()
  const { controlPlane } = useSession()
  const {
    data: tenant,
    error,
    refetch,
  } = useQuery({
    queryKey: ['tenant', id],
    queryFn: ({ signal }) => controlPlane('getTenant', { params: { id } }, { signal }),
    refetchInterval: ({ state }) => (state.data?.status === 'provisioning' ? AT_WORK_MS : CALM_MS),
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
  return (
    <Page title={tenant.name} crumbs={crumbs} actions={<TenantActions tenant={tenant} />}>
      <WhyNot tenant={tenant} />
      <Container header={<Header variant="h2">Tenant</Header>}>
        <KeyValuePairs
          columns={4}
          items={[
            { label: 'State', value: <TenantStatusLabel status={tenant.status} /> },
            { label: 'Tier', value: tenant.tier },
            { label: 'Deployment', value: <Badge>{tenant.deployment.kind}</Badge> },
            { label: 'Shards', value: tenant.shards },
            { label: 'Id', value: <Copyable value={tenant.tenantId} label="the tenant's id" /> },
            { label: 'Admin', value: tenant.adminEmail },
            { label: 'Registered', value: <When at={tenant.createdAt} /> },
            { label: 'API key', value: tenant.apiKey ?? 'none yet' },
          ]}
        />
      </Container>
      <TenantWorkflows tenant={tenant} />
      <TenantPeople tenantId={tenant.tenantId} />
      <TenantHistory tenant={tenant} />
    </Page>
  )
}
