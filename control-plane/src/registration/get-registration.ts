import type { RegistrationView } from '@tenantry/contracts/control-plane-api/registration-schemas.ts'
import { type ApiRequest, type ApiResponse, ok } from '@tenantry/toolkit/http.ts'
import type * as z from 'zod/mini'
import type { TenantStore } from '../tenants/tenant-store.ts'
import type { WorkflowStore } from '../workflows/workflow-store.ts'
import { noRegistration, registrationIdOf } from './find-registration.ts'
import { registrationView } from './registration-view.ts'
import type { UnconfirmedStore } from './unconfirmed-store.ts'

interface Services {
  tenants: Pick<TenantStore, 'registration'>
  workflows: Pick<WorkflowStore, 'get'>
  unconfirmed: Pick<UnconfirmedStore, 'get'>
}

/** How far a sign-up is, for anybody who has the registration's id. */
export const getRegistration =
  (services: Services) =>
  async (request: ApiRequest): Promise<ApiResponse> =>
    ok(await viewOf(services, registrationIdOf(request)))

async function viewOf(
  { tenants, workflows, unconfirmed }: Services,
  id: string,
): Promise<z.infer<typeof RegistrationView>> {
  // In this order: a confirmation that comes in between ends the one, and makes the other.
  const asked = await unconfirmed.get(id)
  if (asked) return { registrationId: id, tenantId: asked.tenantId, status: 'unconfirmed', steps: [] }
  const registration = await tenants.registration(id)
  const workflow = registration && (await workflows.get(registration.tenantId, registration.workflowId))
  if (!registration || !workflow) throw noRegistration()
  return registrationView(registration, workflow)
}
