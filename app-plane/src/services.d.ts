/** The services of the product: the bundler hands them to functions that are about all of them. */
declare module 'tenantry:services' {
  import type { Service } from '@tenantry/contracts/service/service.ts'
  export const SERVICES: readonly Service[]
}
