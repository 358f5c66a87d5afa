import { RegistrationId } from '@tenantry/contracts/control-plane-api/schemas.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import { type ApiRequest, type ApiResponse, ok } from '@tenantry/toolkit/http.ts'
import * as z from 'zod/mini'
import type { TenantStore } from '../tenants/tenant-store.ts'
import type { WorkflowStore } from '../workflows/workflow-store.ts'
import { registrationView } from './registration-view.ts'

interface Services {
  tenants: Pick<TenantStore, 'registration'>
  workflows: Pick<WorkflowStore, 'get'>
}

/** How far an onboarding is, for anybody who has the registration's id. */
export const getRegistration =
  ({ tenants, workflows }: Services) =>
  async ({ params }: ApiRequest): Promise<ApiResponse> => {
    const id = z.safeParse(RegistrationId, params.id).data
    const registration = id === undefined ? null : await tenants.registration(id)
    const workflow = registration && (await workflows.get(registration.tenantId, registration.workflowId))
    if (!registration || !workflow) throw new ApiError('NOT_FOUND', 'There is no such registration.')
    return ok(registrationView(registration, workflow))
  }
