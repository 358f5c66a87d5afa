import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useFollow } from '../../shared/app/app-frame.tsx'
import type { Column } from '../../shared/app/list-table.tsx'
import { When } from '../../shared/app/when.tsx'
import type { ListedWorkflow } from '../models.ts'
import { WorkflowAction } from '../tenant/workflow-action.tsx'
import { progressText, WorkflowState } from '../tenant/workflow-state.tsx'
import { KINDS } from '../tenant/workflow-texts.ts'
import * as urls from '../urls.ts'

/** What is shown of a workflow beside those of other tenants. */
export const WORKFLOW_COLUMNS = [
  { id: 'tenant', header: 'Tenant', isRowHeader: true, cell: (workflow) => <TenantLink workflow={workflow} /> },
  { id: 'kind', header: 'Workflow', cell: ({ kind }) => KINDS[kind] },
  { id: 'state', header: 'State', minWidth: 180, cell: (workflow) => <WorkflowState workflow={workflow} /> },
  { id: 'progress', header: 'Step', cell: progressText },
  { id: 'startedAt', header: 'Started', cell: ({ startedAt }) => <When at={startedAt} /> },
] as const satisfies Column<ListedWorkflow>[]

export const ACTIONS_COLUMN: Column<ListedWorkflow> = {
  id: 'actions',
  header: 'Actions',
  cell: (workflow) =>
    workflow.actions.length === 0 ? (
      '—'
    ) : (
      <SpaceBetween direction="horizontal" size="s">
        {workflow.actions.map((action) => (
          <WorkflowAction key={action} tenantId={workflow.tenantId} workflow={workflow} action={action} isInline />
        ))}
      </SpaceBetween>
    ),
}

function TenantLink({ workflow: { tenantId, tenantName } }: { workflow: ListedWorkflow }) {
  const follow = useFollow()
  return (
    <Link href={urls.tenant(tenantId)} onFollow={follow}>
      {tenantName}
    </Link>
  )
}
