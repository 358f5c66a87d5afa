import type { AccountList } from '@tenantry/contracts/tenant-account.ts'
import { ok } from '@tenantry/toolkit/http.ts'
import { inTenant } from '@tenantry/toolkit/tenant-scope.ts'
import type { AskControlPlane } from './ask-control-plane.ts'
import { askerOf } from './asker-of.ts'

/** A page of what the control plane knows of the caller's tenant. */
export const listOfAccount = ({ ask }: { ask: AskControlPlane }, list: AccountList) =>
  inTenant(async (tenant, request) =>
    ok(await ask.page({ tenantId: tenant.tenantId, by: askerOf(tenant, request), list, query: { ...request.query } })),
  )
