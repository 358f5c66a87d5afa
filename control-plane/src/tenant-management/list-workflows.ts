import type { WorkflowView } from '@tenantry/contracts/control-plane-api/workflow-schemas.ts'
import { WorkflowId } from '@tenantry/contracts/workflows.ts'
import type { Cursors } from '@tenantry/toolkit/cursors.ts'
import { type ApiOperation, ok } from '@tenantry/toolkit/http.ts'
import { type Page, readLimit } from '@tenantry/toolkit/pages.ts'
import * as z from 'zod/mini'
import type { TenantStore } from '../tenants/tenant-store.ts'
import type { WorkflowStore } from '../workflows/workflow-store.ts'
import { findTenant } from './find-tenant.ts'
import { workflowView } from './workflow-view.ts'

interface Services {
  tenants: Pick<TenantStore, 'tenant'>
  workflows: Pick<WorkflowStore, 'list'>
  cursors: Cursors
}

const Position = z.strictObject({ after: WorkflowId })

/** The workflows of a tenant, newest first. */
export const listWorkflows =
  ({ tenants, workflows, cursors }: Services): ApiOperation =>
  async (request) => {
    const { params, query } = request
    const list = ['workflows', params.id]
    const after = query.cursor === undefined ? null : (await cursors.decode(list, Position, query.cursor)).after
    const limit = readLimit(query)
    const { tenantId } = await findTenant(tenants, request)
    const found = await workflows.list(tenantId, { limit: limit + 1, after })
    const items = found.slice(0, limit)
    const last = items.at(-1)
    const page: Page<WorkflowView> = {
      items: items.map(workflowView),
      nextCursor: found.length > limit && last ? await cursors.encode(list, { after: last.workflowId }) : null,
    }
    return ok(page)
  }
