import Button from '@cloudscape-design/components/button'
import Select from '@cloudscape-design/components/select'
import type { WorkflowStage } from '@tenantry/contracts/workflows.ts'
import { useSearchParams } from 'react-router'
import { EmptyState } from '../../shared/app/empty-state.tsx'
import { Page } from '../../shared/app/page.tsx'
import { PagedTable } from '../../shared/app/paged-table.tsx'
import { usePages } from '../../shared/app/use-pages.ts'
import { useSession } from '../session.tsx'
import { ACTIONS_COLUMN, WORKFLOW_COLUMNS } from './workflow-columns.tsx'

const REFRESH_MS = 3_000

const STAGES: { value: WorkflowStage | ''; label: string }[] = [
  { value: '', label: 'All that are not over' },
  { value: 'waiting', label: 'Waiting for a person' },
  { value: 'at-work', label: 'Running, or failed with leftovers' },
  { value: 'queued', label: 'Waiting until others have ended' },
  { value: 'scheduled', label: 'Beginning later' },
]
const ALL = STAGES[0]

/** The workflows of all tenants that are not over, followed live. */
export function WorkflowsPage() {
  const { controlPlane } = useSession()
  const [params, setParams] = useSearchParams()
  const chosen = STAGES.find(({ value }) => value === params.get('stage')) ?? ALL
  const stage = chosen?.value || undefined
  const pages = usePages({
    key: ['workflows', 'all', stage],
    fetchPage: (page, signal) => controlPlane('listAllWorkflows', { query: { stage, ...page } }, { signal }),
    idOf: ({ workflowId }) => workflowId,
    refreshMs: REFRESH_MS,
  })
  return (
    <Page
      title="Workflows"
      description="Background work on tenants that is not over. What has ended stands on the tenant's page."
      actions={<Button iconName="refresh" ariaLabel="Refresh" onClick={pages.refetch} />}
    >
      <PagedTable
        label="Workflows"
        pages={pages}
        filter={
          <Select
            ariaLabel="Stage"
            options={STAGES}
            selectedOption={chosen ?? null}
            onChange={({ detail: { selectedOption } }) =>
              setParams(selectedOption.value ? { stage: selectedOption.value } : {})
            }
          />
        }
        empty={
          stage === undefined ? (
            <EmptyState title="Nothing is under way">Workflows appear here when they start.</EmptyState>
          ) : (
            <EmptyState
              title="No workflow is in this stage"
              action={<Button onClick={() => setParams({})}>Show all workflows</Button>}
            >
              Others may be under way.
            </EmptyState>
          )
        }
        columns={[...WORKFLOW_COLUMNS, ACTIONS_COLUMN]}
      />
    </Page>
  )
}
