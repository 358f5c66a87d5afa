import { AccountBody } from '@tenantry/contracts/tenant-account.ts'
import { ok } from '@tenantry/toolkit/http.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
import { inTenant } from '@tenantry/toolkit/tenant-scope.ts'
import type { AskControlPlane } from './ask-control-plane.ts'
import { askerOf } from './asker-of.ts'

/** What the caller's tenant asks operators for from now on. */
export const replaceRequest = ({ ask }: { ask: AskControlPlane }) =>
  inTenant(async (tenant, request) => {
    const { request: asked } = parse(AccountBody, request.body)
    const by = askerOf(tenant, request)
    return ok(await ask.account({ operation: 'ask', tenantId: tenant.tenantId, by, request: asked }))
  })
