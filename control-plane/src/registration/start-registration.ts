import { RegisterBody, type RegistrationAnswer } from '@tenantry/contracts/control-plane-api/registration-schemas.ts'
import { type ApiOperation, accepted } from '@tenantry/toolkit/http.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import type * as z from 'zod/mini'
import { likenessesOf } from '../tenants/likenesses.ts'
import type { TenantStore } from '../tenants/tenant-store.ts'
import type { TierCatalogue } from '../tenants/tier-catalogue.ts'
import { nameTaken, newIds, offered } from './register.ts'
import { type SendsCodes, sendCode } from './send-code.ts'
import type { UnconfirmedStore } from './unconfirmed-store.ts'

export interface Services extends SendsCodes {
  tenants: Pick<TenantStore, 'isNameTaken'>
  tiers: Pick<TierCatalogue, 'find'>
  unconfirmed: Pick<UnconfirmedStore, 'add'>
  servesSilos: boolean
  system: Pick<System, 'random' | 'bytes'>
}

/**
 * A stranger asks for a tenant. All they get is a code by mail: the name is claimed, and everything that costs begins, when they have proved their
 * address with it.
 */
export const startRegistration =
  (services: Services): ApiOperation =>
  async ({ body }) => {
    const asked = parse(RegisterBody, body)
    offered(await services.tiers.find(asked.tier), services)
    // So that people hear early; the claim itself is a matter of the confirmation.
    if (await services.tenants.isNameTaken(asked.tenantName, likenessesOf(asked.tenantName))) throw nameTaken()
    const ids = newIds(services.system)
    await sendCode(services, asked.email, (codeHash) => services.unconfirmed.add({ ...ids, ...asked }, codeHash))
    return accepted({ ...ids, status: 'unconfirmed' } satisfies z.infer<typeof RegistrationAnswer>)
  }
