import { PLATFORM_SERVICES } from '@tenantry/app-plane/platform-services.ts'
import { mayCall } from '@tenantry/contracts/may.ts'
import { apiOf } from '@tenantry/contracts/service/service.ts'
import { SERVICES } from '@tenantry/services/services.ts'
import type { ApiClient, OperationOf } from './api-client.ts'

/** The tenant API, derived from the descriptors of the services that serve it. */
export const TENANT_API = apiOf([...SERVICES, ...PLATFORM_SERVICES])
export type TenantClient = ApiClient<typeof TENANT_API>
export type TenantOperation = OperationOf<typeof TENANT_API>

/** Answers whether a tenant role may call an operation. */
export const may = mayCall(TENANT_API.routes)
