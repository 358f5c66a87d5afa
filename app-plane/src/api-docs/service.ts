import { defineService } from '@tenantry/contracts/service/service.ts'
import * as z from 'zod/mini'

export const API_DOCS = defineService({
  name: 'api-docs',
  description: 'The OpenAPI document of the tenant API',
  routes: [
    {
      method: 'GET',
      path: '/openapi.json',
      operation: 'getOpenApi',
      summary: 'This document.',
      roles: 'public',
      response: z.looseObject({ openapi: z.string() }),
      needs: [],
    },
  ],
})
