import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Steps, { type StepsProps } from '@cloudscape-design/components/steps'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useFollow } from '../../shared/app/app-frame.tsx'
import { LineSkeleton } from '../../shared/app/page-skeleton.tsx'
import { ProblemAlert } from '../../shared/app/problem-alert.tsx'
import { When } from '../../shared/app/when.tsx'
import type { HistoryEntry, Tenant } from '../models.ts'
import { useSession } from '../session.tsx'
import * as urls from '../urls.ts'

const LOOKS: Record<HistoryEntry['to'], StepsProps.Status> = {
  'awaiting-approval': 'pending',
  provisioning: 'in-progress',
  active: 'success',
  suspended: 'stopped',
  offboarding: 'in-progress',
  failed: 'error',
  deleted: 'stopped',
}

/** What happened to a tenant, newest first: each change with its moment, who made it, and why. */
export function TenantHistory({ tenant: { tenantId, sequence } }: { tenant: Tenant }) {
  const { controlPlane } = useSession()
  const follow = useFollow()
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage, refetch } = useInfiniteQuery({
    // A change of the tenant is one of its history.
    queryKey: ['history', tenantId, sequence],
    queryFn: ({ pageParam, signal }) =>
      controlPlane('getHistory', { params: { id: tenantId }, query: { limit: 20, cursor: pageParam } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  })
  if (error && !data) return <ProblemAlert error={error} retry={() => void refetch()} />
  const entries = data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <Button href={urls.audit({ tenantId })} onFollow={follow}>
              Audit of the tenant
            </Button>
          }
        >
          History
        </Header>
      }
    >
      <SpaceBetween size="m">
        {data ? (
          <Steps
            ariaLabel="History of the tenant"
            steps={entries.map((entry) => ({
              status: entry.from === entry.to ? 'info' : LOOKS[entry.to],
              statusIconAriaLabel: entry.to,
              header: sentence(entry.change),
              details: (
                <>
                  <When at={entry.at} /> · {entry.actor}
                  {entry.reason !== null && <div>{entry.reason}</div>}
                </>
              ),
            }))}
          />
        ) : (
          <LineSkeleton />
        )}
        {hasNextPage && (
          <Button onClick={() => void fetchNextPage()} loading={isFetchingNextPage}>
            Earlier changes
          </Button>
        )}
      </SpaceBetween>
    </Container>
  )
}

/** `api-key-created` as a person reads it. */
const sentence = (change: string): string =>
  (change.charAt(0).toUpperCase() + change.slice(1)).replaceAll('-', ' ').replace('Api', 'API')
