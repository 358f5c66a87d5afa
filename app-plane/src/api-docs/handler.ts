import { readFileSync } from 'node:fs'
import { apiHandler, ok } from '@tenantry/toolkit/http.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { API_DOCS } from './service.ts'

/** Written beside this function when it is bundled, from the descriptors of all services. */
const document: unknown = JSON.parse(readFileSync(new URL('./openapi.json', import.meta.url), 'utf8'))

export const handler = apiHandler({
  routes: API_DOCS.routes,
  service: 'api-docs',
  operations: { getOpenApi: async () => ok(document) },
  logger: createLogger('api-docs'),
})
