import { PLATFORM_SERVICES } from '@tenantry/app-plane/platform-services.ts'
import { openApiDocument } from '@tenantry/contracts/openapi.ts'
import type { Service } from '@tenantry/contracts/service/service.ts'
import { SERVICES } from '@tenantry/services/services.ts'

/** The OpenAPI document of the tenant API. */
export function tenantApiDocument(services: readonly Service[] = SERVICES): object {
  const all = allOf(services)
  return openApiDocument({
    title: 'Tenantry tenant API',
    description: 'What the people of a tenant call. The access token says which tenant; no request names one.',
    version: '1.0.0',
    routes: all.flatMap((service) => service.routes),
    errors: Object.assign({}, ...all.map(({ errors }) => errors)),
  })
}

/** The routes of the tenant API, by which lines of the gateway are counted: method and path, service and operation, and the allowance that a request uses. */
export const tenantApiRoutes = (services: readonly Service[] = SERVICES) =>
  allOf(services).flatMap(({ name, routes }) =>
    routes.map(({ method, path, operation, uses }) => ({
      method,
      path,
      service: name,
      operation,
      ...(uses && { uses: uses.key }),
    })),
  )

/** The services whose names usage of tenants has. */
export const serviceNames = (services: readonly Service[] = SERVICES): string[] =>
  allOf(services).map(({ name }) => name)

const allOf = (services: readonly Service[]): readonly Service[] => [...services, ...PLATFORM_SERVICES]
