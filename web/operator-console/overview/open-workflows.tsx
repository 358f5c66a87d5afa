import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import { useQuery } from '@tanstack/react-query'
import { useFollow } from '../../shared/app/app-frame.tsx'
import { ListTable } from '../../shared/app/list-table.tsx'
import { ProblemAlert } from '../../shared/app/problem-alert.tsx'
import { useSession } from '../session.tsx'
import * as urls from '../urls.ts'
import { WORKFLOW_COLUMNS } from '../workflows/workflow-columns.tsx'

const SHOWN = 5
const REFRESH_MS = 5_000

/** The first workflows that are not over: those that wait for a person stand first, then those that failed, and those that run. */
export function OpenWorkflows() {
  const { controlPlane } = useSession()
  const follow = useFollow()
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['workflows', 'all', 'first'],
    queryFn: ({ signal }) => controlPlane('listAllWorkflows', { query: { limit: SHOWN } }, { signal }),
    refetchInterval: REFRESH_MS,
  })
  const header = (
    <Header
      variant="h2"
      actions={
        <Link href={urls.workflows()} onFollow={follow}>
          All workflows
        </Link>
      }
    >
      Workflows under way
    </Header>
  )
  const nothing = <Box color="text-body-secondary">Nothing is under way. An onboarding takes a few seconds.</Box>
  if (error && !data) return <ProblemAlert error={error} retry={() => void refetch()} />
  if (data?.items.length === 0) return <Container header={header}>{nothing}</Container>
  return (
    <ListTable
      label="Workflows under way"
      header={header}
      items={data?.items ?? []}
      rowId={({ workflowId }) => workflowId}
      isLoading={isPending}
      empty={nothing}
      columns={[...WORKFLOW_COLUMNS]}
    />
  )
}
