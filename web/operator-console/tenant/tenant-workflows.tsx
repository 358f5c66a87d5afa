import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useInfiniteQuery } from '@tanstack/react-query'
import { ExportFiles } from '../../shared/app/export-files.tsx'
import { LineSkeleton } from '../../shared/app/page-skeleton.tsx'
import { ProblemAlert } from '../../shared/app/problem-alert.tsx'
import { When } from '../../shared/app/when.tsx'
import { may } from '../may.ts'
import type { Tenant, Workflow } from '../models.ts'
import { useSession } from '../session.tsx'
import { DeletionReport } from './deletion-report.tsx'
import { WorkflowAction } from './workflow-action.tsx'
import { WorkflowState } from './workflow-state.tsx'
import { WorkflowSteps } from './workflow-steps.tsx'
import { KINDS, STATUSES } from './workflow-texts.ts'

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
              <Body tenantId={tenantId} workflow={workflow} />
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
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            {workflow.actions.map((action) => (
              <WorkflowAction key={action} tenantId={tenantId} workflow={workflow} action={action} />
            ))}
          </SpaceBetween>
        }
      >
        {KINDS[workflow.kind]}
      </Header>
      <Body tenantId={tenantId} workflow={workflow} />
    </SpaceBetween>
  )
}

function Summary({ workflow }: { workflow: Workflow }) {
  const { startedAt, attempt } = workflow
  return (
    <>
      <WorkflowState workflow={workflow} /> · started <When at={startedAt} />
      {attempt > 1 && ` · run ${attempt}`}
    </>
  )
}

function Body({ tenantId, workflow }: { tenantId: string; workflow: Workflow }) {
  const { kind, steps, hasLeftovers, manifest, report } = workflow
  const { controlPlane, operator } = useSession()
  const linkTo = async (file: string) => {
    const params = { id: tenantId, exportId: manifest?.exportId ?? '' }
    return (await controlPlane('linkExport', { params, body: { file } })).url
  }
  return (
    <SpaceBetween size="s">
      {hasLeftovers && (
        <Alert type="warning">
          What it had made could not be undone, so something may be left over. Retry it when the cause is gone.
        </Alert>
      )}
      <WorkflowSteps label={`Steps of the ${KINDS[kind].toLowerCase()}`} steps={steps} />
      {manifest && (
        <ExpandableSection headerText="Files of the export" headerDescription={manifest.exportId}>
          <ExportFiles manifest={manifest} linkTo={may(operator.role, 'linkExport') ? linkTo : null} />
        </ExpandableSection>
      )}
      {report && <DeletionReport report={report} />}
    </SpaceBetween>
  )
}
