import { PLATFORM_SERVICES } from '@tenantry/app-plane/platform-services.ts'
import { openApiDocument } from '@tenantry/contracts/openapi.ts'
import type { Service } from '@tenantry/contracts/service/service.ts'
import { SERVICES } from '@tenantry/services/services.ts'

/** The OpenAPI document of the tenant API. */
export function tenantApiDocument(services: readonly Service[] = SERVICES): object {
  const all: readonly Service[] = [...services, ...PLATFORM_SERVICES]
  return openApiDocument({
    title: 'Tenantry tenant API',
    description: 'What the people of a tenant call. The access token says which tenant; no request names one.',
    version: '1.0.0',
    routes: all.flatMap((service) => service.routes),
    errors: Object.assign({}, ...all.map(({ errors }) => errors)),
  })
}
