import { RegistrationId } from '@tenantry/contracts/control-plane-api/registration-schemas.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import type { ApiRequest } from '@tenantry/toolkit/http.ts'
import * as z from 'zod/mini'

/** The registration that a path names; NOT_FOUND when it cannot be one. */
export function registrationIdOf({ params }: Pick<ApiRequest, 'params'>): string {
  const id = z.safeParse(RegistrationId, params.id).data
  if (id === undefined) throw noRegistration()
  return id
}

export const noRegistration = () => new ApiError('NOT_FOUND', 'There is no such registration, or it has expired.')
export const alreadyConfirmed = () => new ApiError('CONFLICT', 'The registration needs no confirmation any more.')
