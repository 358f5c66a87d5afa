import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useInfiniteQuery } from '@tanstack/react-query'
import { LineSkeleton } from '../../shared/app/page-skeleton.tsx'
import { ProblemAlert } from '../../shared/app/problem-alert.tsx'
import { When } from '../../shared/app/when.tsx'
import type { Tenant, Workflow } from '../models.ts'
import { useSession } from '../session.tsx'
import { WorkflowAction } from './workflow-action.tsx'
import { WorkflowSteps } from './workflow-steps.tsx'
import { KINDS, QUEUED, STATUSES } from './workflow-texts.ts'

const RUNNING_MS = 1_000
const CALM_MS = 15_000

/** What is and was done on a tenant in the background, newest first; one that runs is followed live. */
export function TenantWorkflows({ tenant: { tenantId, sequence } }: { tenant: Tenant }) {
  const { controlPlane } = useSession()
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage, refetch } = useInfiniteQuery({
    // A change of the tenant may have started one.
    queryKey: ['workflows', tenantId, sequence],
    queryFn: ({ pageParam, signal }) =>
      controlPlane('listWorkflows', { params: { id: tenantId }, query: { limit: 5, cursor: pageParam } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: (before) => before,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(({ status }) => status === 'running')) ? RUNNING_MS : CALM_MS,
  })
  if (error && !data) return <ProblemAlert error={error} retry={() => void refetch()} />
  const workflows = data?.pages.flatMap(({ items }) => items) ?? []
  const [latest, ...earlier] = workflows
  return (
    <Container header={<Header variant="h2">Workflows</Header>}>
      <SpaceBetween size="m">
        {!data && <LineSkeleton />}
        {data && !latest && <Box color="text-body-secondary">Nothing has been done in the background yet.</Box>}
        {latest && <Latest tenantId={tenantId} workflow={latest} />}
        {earlier.map((workflow) => (
          <ExpandableSection
            key={workflow.workflowId}
            headerText={KINDS[workflow.kind]}
            headerDescription={STATUSES[workflow.status].label}
          >
            <SpaceBetween size="s">
              <Summary workflow={workflow} />
              <Body workflow={workflow} />
            </SpaceBetween>
          </ExpandableSection>
        ))}
        {hasNextPage && (
          <Button onClick={() => void fetchNextPage()} loading={isFetchingNextPage}>
            Earlier workflows
          </Button>
        )}
      </SpaceBetween>
    </Container>
  )
}

function Latest({ tenantId, workflow }: { tenantId: string; workflow: Workflow }) {
  return (
    <SpaceBetween size="s">
      <Header
        variant="h3"
        description={<Summary workflow={workflow} />}
        actions={workflow.actions.map((action) => (
          <WorkflowAction key={action} tenantId={tenantId} workflow={workflow} action={action} />
        ))}
      >
        {KINDS[workflow.kind]}
      </Header>
      <Body workflow={workflow} />
    </SpaceBetween>
  )
}

function Summary({ workflow: { status, waitsFor, startedAt, attempt } }: { workflow: Workflow }) {
  const { label, type } = waitsFor === 'slot' ? QUEUED : STATUSES[status]
  return (
    <>
      <StatusIndicator type={type}>{label}</StatusIndicator> · started <When at={startedAt} />
      {attempt > 1 && ` · run ${attempt}`}
    </>
  )
}

function Body({ workflow: { kind, steps, hasLeftovers } }: { workflow: Workflow }) {
  return (
    <SpaceBetween size="s">
      {hasLeftovers && (
        <Alert type="warning">
          What it had made could not be undone, so something may be left over. Retry it when the cause is gone.
        </Alert>
      )}
      <WorkflowSteps label={`Steps of the ${KINDS[kind].toLowerCase()}`} steps={steps} />
    </SpaceBetween>
  )
}
