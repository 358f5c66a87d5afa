import { TenantId } from '@tenantry/contracts/ids.ts'
import { TENANT_DATA } from '@tenantry/contracts/tenant-data.ts'
import type { Described } from '@tenantry/toolkit/invocation-handler.ts'
import * as z from 'zod/mini'

const Named = z.object({ operation: z.enum(Object.keys(TENANT_DATA)), tenantId: TenantId })

/** A workflow asks for it, so the tenant's usage shows it with its workflows. */
export function describeOperation(event: unknown): Described {
  const { operation = 'unknown', tenantId = null } = z.safeParse(Named, event).data ?? {}
  return { service: 'workflows', operation: `tenant-data/${operation}`, tenantId }
}
