import { readFileSync } from 'node:fs'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { apiHandler } from '@tenantry/toolkit/http.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { describeApi } from './describe-api.ts'
import { Env } from './env.ts'
import { API_DOCS } from './service.ts'

/** Written beside this function when it is bundled, from the descriptors of all services. */
const document: unknown = JSON.parse(readFileSync(new URL('./openapi.json', import.meta.url), 'utf8'))

const env = readEnv(Env, process.env)

export const handler = apiHandler({
  routes: API_DOCS.routes,
  service: 'api-docs',
  operations: {
    getOpenApi: describeApi(document, { lists: table(dynamo(), env.LISTS_TABLE), system }),
  },
  answers: null,
  logger: createLogger('api-docs'),
})
