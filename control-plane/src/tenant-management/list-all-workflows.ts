import { type ListedWorkflow, WorkflowFilter } from '@tenantry/contracts/control-plane-api/workflow-schemas.ts'
import type { Cursors } from '@tenantry/toolkit/cursors.ts'
import { type ApiOperation, ok } from '@tenantry/toolkit/http.ts'
import { type Page, readLimit } from '@tenantry/toolkit/pages.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
import type { TenantNames } from '../tenants/tenant-names.ts'
import { WorkflowPosition } from '../workflows/open-workflows.ts'
import type { WorkflowStore } from '../workflows/workflow-store.ts'
import { workflowView } from './workflow-view.ts'

interface Services {
  workflows: Pick<WorkflowStore, 'open'>
  names: TenantNames
  cursors: Cursors
}

/** The workflows of all tenants that are not over, stage by stage. */
export const listAllWorkflows =
  ({ workflows, names, cursors }: Services): ApiOperation =>
  async ({ query }) => {
    const { stage } = parse(WorkflowFilter, { stage: query.stage })
    const list = ['open-workflows', stage]
    const after = query.cursor === undefined ? null : await cursors.decode(list, WorkflowPosition, query.cursor)
    const { workflows: found, next } = await workflows.open({ stage, limit: readLimit(query), after })
    const called = await names(found.map(({ tenantId }) => tenantId))
    const page: Page<ListedWorkflow> = {
      items: found.map((workflow) => ({
        ...workflowView(workflow),
        tenantId: workflow.tenantId,
        tenantName: called.get(workflow.tenantId) ?? workflow.tenantId,
      })),
      nextCursor: next && (await cursors.encode(list, next)),
    }
    return ok(page)
  }
