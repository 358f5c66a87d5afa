import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQuery } from '@tanstack/react-query'
import { TenantId } from '@tenantry/contracts/ids.ts'
import { useParams, useSearchParams } from 'react-router'
import * as z from 'zod/mini'
import { ApiProblem } from '../../shared/api/api-problem.ts'
import { durationText } from '../../shared/app/amounts.ts'
import { Copyable } from '../../shared/app/copyable.tsx'
import { EmptyState } from '../../shared/app/empty-state.tsx'
import { Page } from '../../shared/app/page.tsx'
import { PageSkeleton } from '../../shared/app/page-skeleton.tsx'
import { ProblemAlert } from '../../shared/app/problem-alert.tsx'
import { When } from '../../shared/app/when.tsx'
import { around } from '../intervals/interval.ts'
import type { Story } from '../models.ts'
import { useSession } from '../session.tsx'
import { TenantLink } from '../tenants/tenant-link.tsx'
import * as urls from '../urls.ts'
import { StoryLines } from './story-lines.tsx'
import { recordsOf, spanOf } from './story-record.ts'
import { StoryRecords } from './story-records.tsx'
import { TraceBars } from './trace-bars.tsx'

/** What happened to a request, from the gateway to the last consumer of its events. */
export function StoryPage() {
  const { requestId = '' } = useParams()
  const hints = readHints(useSearchParams()[0])
  const { controlPlane } = useSession()
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['story', requestId, hints],
    queryFn: ({ signal }) => controlPlane('tellStory', { params: { requestId }, query: hints }, { signal }),
  })
  const read = () => void refetch()
  return (
    <Page
      title={`Request ${requestId}`}
      actions={<Button iconName="refresh" ariaLabel="Refresh" loading={isFetching} onClick={read} />}
    >
      {data ? (
        <SpaceBetween size="l">
          {!data.complete && (
            <Alert type="warning">More was logged on the way of this request than is shown here.</Alert>
          )}
          <StoryFacts story={data} />
          <StoryRecords records={recordsOf(data.lines)} />
          <StoryLines lines={data.lines} />
          <TraceBars trace={data.trace} />
        </SpaceBetween>
      ) : error instanceof ApiProblem && error.code === 'NOT_FOUND' ? (
        <EmptyState title="Nothing is known of this request" action={<Button onClick={read}>Look again</Button>}>
          Nothing was logged under this id at that time. Without a link from a list, the last day is searched, outside
          of silos. Check that the id is whole.
        </EmptyState>
      ) : error ? (
        <ProblemAlert error={error} retry={read} />
      ) : (
        <PageSkeleton />
      )}
    </Page>
  )
}

function StoryFacts({ story: { requestId, tenantId, lines } }: { story: Story }) {
  const span = spanOf(lines)
  const at = span ? around(span.begin, { before: 15, after: 15 }, new Date()) : {}
  return (
    <Container header={<Header variant="h2">Request</Header>}>
      <KeyValuePairs
        columns={4}
        items={[
          { label: 'Id', value: <Copyable value={requestId} label="the request's id" /> },
          {
            label: 'Tenant',
            value:
              tenantId === null ? 'None' : <TenantLink tenantId={tenantId} href={urls.tenantHealth(tenantId, at)} />,
          },
          { label: 'Begin', value: span ? <When at={span.begin} withSeconds /> : '—' },
          { label: 'Duration', value: durationText(span?.ms ?? null) },
        ]}
      />
    </Container>
  )
}

/** Whose request it was, and when: lists of requests say so, and lead to it sooner. */
function readHints(params: URLSearchParams): { tenantId?: string; at?: string } {
  const { data: tenantId } = z.safeParse(TenantId, params.get('tenantId'))
  const at = Date.parse(params.get('at') ?? '')
  return {
    ...(tenantId !== undefined && { tenantId }),
    ...(!Number.isNaN(at) && { at: new Date(at).toISOString() }),
  }
}
