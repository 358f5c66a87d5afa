import { RegistrationId } from '@tenantry/contracts/control-plane-api/schemas.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import { type ApiRequest, type ApiResponse, ok } from '@tenantry/toolkit/http.ts'
import * as z from 'zod/mini'
import type { TenantStore } from '../tenants/tenant-store.ts'

/** How far an onboarding is, for whoever knows its id. */
export const getRegistration =
  ({ tenants }: { tenants: Pick<TenantStore, 'registration'> }) =>
  async ({ params }: ApiRequest): Promise<ApiResponse> => {
    const id = z.safeParse(RegistrationId, params.id).data
    const registration = id === undefined ? null : await tenants.registration(id)
    if (!registration) throw new ApiError('NOT_FOUND', 'There is no such registration.')
    const { registrationId, tenantId, status, steps } = registration
    return ok({ registrationId, tenantId, status, steps })
  }
