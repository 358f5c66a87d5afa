import { API_DOCS } from './api-docs/service.ts'
import { EXPORTS } from './exports/service.ts'
import { MY_ACCOUNT } from './my-account/service.ts'
import { MY_DATA } from './my-data/service.ts'
import { MY_TENANTS } from './my-tenants/service.ts'
import { USERS } from './users/service.ts'

/** The services that every tenant API has, whatever the product is. People's sessions serve them, not those of the product's services. */
export const PLATFORM_SERVICES = [USERS, MY_TENANTS, MY_DATA, MY_ACCOUNT, EXPORTS, API_DOCS] as const
