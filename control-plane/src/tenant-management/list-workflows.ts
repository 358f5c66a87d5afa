import type { WorkflowView } from '@tenantry/contracts/control-plane-api/workflow-schemas.ts'
import { WorkflowId } from '@tenantry/contracts/workflows.ts'
import { type ApiOperation, ok } from '@tenantry/toolkit/http.ts'
import { decodeCursor, encodeCursor, type Page, readLimit } from '@tenantry/toolkit/pages.ts'
import * as z from 'zod/mini'
import type { TenantStore } from '../tenants/tenant-store.ts'
import type { WorkflowStore } from '../workflows/workflow-store.ts'
import { findTenant } from './find-tenant.ts'
import { workflowView } from './workflow-view.ts'

interface Services {
  tenants: Pick<TenantStore, 'tenant'>
  workflows: Pick<WorkflowStore, 'list'>
}

const Position = z.strictObject({ after: WorkflowId })

/** The workflows of a tenant, newest first. */
export const listWorkflows =
  ({ tenants, workflows }: Services): ApiOperation =>
  async ({ params, query }) => {
    const after = query.cursor === undefined ? null : decodeCursor(Position, query.cursor).after
    const limit = readLimit(query)
    const { tenantId } = await findTenant(tenants, params.id)
    const found = await workflows.list(tenantId, { limit: limit + 1, after })
    const items = found.slice(0, limit)
    const last = items.at(-1)
    const page: Page<WorkflowView> = {
      items: items.map(workflowView),
      nextCursor: found.length > limit && last ? encodeCursor({ after: last.workflowId }) : null,
    }
    return ok(page)
  }
