import { API_DOCS } from './api-docs/service.ts'
import { MY_TENANTS } from './my-tenants/service.ts'
import { USERS } from './users/service.ts'

/** The services that every tenant API has, whatever the product is. People's sessions serve them, not those of the product's services. */
export const PLATFORM_SERVICES = [USERS, MY_TENANTS, API_DOCS] as const
