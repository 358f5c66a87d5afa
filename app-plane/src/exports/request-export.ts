import { accepted } from '@tenantry/toolkit/http.ts'
import { inTenant } from '@tenantry/toolkit/tenant-scope.ts'
import type { AskFor } from './ask-for.ts'

/** Asks for an export: the control plane begins it when nothing else is at work on the tenant. */
export const requestExport = ({ askFor }: { askFor: AskFor }) =>
  inTenant(async (tenant) => accepted({ id: await askFor(tenant) }))
