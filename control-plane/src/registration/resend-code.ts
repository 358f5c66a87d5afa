import { type ApiOperation, noContent } from '@tenantry/toolkit/http.ts'
import type { TenantStore } from '../tenants/tenant-store.ts'
import { alreadyConfirmed, noRegistration, registrationIdOf } from './find-registration.ts'
import { type SendsCodes, sendCode } from './send-code.ts'
import type { UnconfirmedStore } from './unconfirmed-store.ts'

export interface Services extends SendsCodes {
  tenants: Pick<TenantStore, 'registration'>
  unconfirmed: Pick<UnconfirmedStore, 'get' | 'renew'>
}

/** Sends another code, which is valid in the place of the one before. */
export const resendCode =
  (services: Services): ApiOperation =>
  async (request) => {
    const id = registrationIdOf(request)
    const registration = await services.unconfirmed.get(id)
    if (!registration) throw (await services.tenants.registration(id)) ? alreadyConfirmed() : noRegistration()
    await sendCode(services, registration.email, async (codeHash) => {
      if (!(await services.unconfirmed.renew(id, codeHash))) throw noRegistration()
    })
    return noContent()
  }
