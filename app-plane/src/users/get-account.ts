import { ok } from '@tenantry/toolkit/http.ts'
import { inTenant } from '@tenantry/toolkit/tenant-scope.ts'
import type { AskControlPlane } from './ask-control-plane.ts'
import { askerOf } from './asker-of.ts'

/** What the caller's tenant has, and asks for. */
export const getAccount = ({ ask }: { ask: AskControlPlane }) =>
  inTenant(async (tenant, request) =>
    ok(await ask.account({ operation: 'show', tenantId: tenant.tenantId, by: askerOf(tenant, request) })),
  )
