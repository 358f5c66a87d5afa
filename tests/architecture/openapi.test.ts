import { PLATFORM_SERVICES } from '@tenantry/app-plane/platform-services.ts'
import { CONTROL_PLANE_ROUTES } from '@tenantry/contracts/control-plane-api/routes.ts'
import { CONTROL_PLANE_SCHEMAS } from '@tenantry/contracts/control-plane-api/schemas.ts'
import { ERROR_STATUS } from '@tenantry/contracts/error-codes.ts'
import { openApiDocument } from '@tenantry/contracts/openapi.ts'
import type { Service } from '@tenantry/contracts/service/service.ts'
import { tenantApiDocument } from '@tenantry/infra/build/api-document.ts'
import { SERVICES } from '@tenantry/services/services.ts'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'

/** The services of the product, whatever they are. */
const services: readonly Service[] = SERVICES

const Document = z.object({
  openapi: z.literal('3.1.0'),
  info: z.object({ title: z.string(), description: z.string(), version: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({ operationId: z.string() }))),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
})

const controlPlane = openApiDocument({
  title: 'An API',
  description: 'Tenants',
  version: '1.0.0',
  routes: CONTROL_PLANE_ROUTES.map((route) => ({ ...route, ...CONTROL_PLANE_SCHEMAS[route.operation] })),
})
const apis = [
  { name: 'the control plane', routes: CONTROL_PLANE_ROUTES, raw: controlPlane },
  {
    name: 'the tenant API',
    routes: [...services, ...PLATFORM_SERVICES].flatMap((service) => [...service.routes]),
    raw: tenantApiDocument(),
  },
]

describe.each(apis)('the OpenAPI document of $name', ({ routes, raw }) => {
  const document = z.parse(Document, raw)

  it('names every route once, with its operation and its roles', () => {
    for (const route of routes) {
      expect(document.paths[route.path]?.[route.method.toLowerCase()]).toMatchObject({
        operationId: route.operation,
        tags: [route.service],
        'x-tenantry-roles': route.roles,
        security: route.roles === 'public' ? [] : [{ bearer: [] }],
      })
    }
    const operations = Object.values(document.paths).flatMap(Object.keys)
    expect(operations).toHaveLength(routes.length)
  })

  it('has only references that resolve', () => {
    const references = [...JSON.stringify(raw).matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference ?? '')
    expect(references.length).toBeGreaterThan(10)
    for (const reference of references) {
      expect(reference).toMatch(/^#\/components\/schemas\/\w+$/)
      expect(Object.keys(document.components.schemas)).toContain(reference.split('/').at(-1))
    }
  })
})

describe('the OpenAPI document of the control plane', () => {
  const document = z.parse(Document, controlPlane)
  const at = (path: string, method: string) => document.paths[path]?.[method]

  it('declares each path parameter, required', () => {
    expect(at('/tenants/{id}', 'get')).toMatchObject({
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
    })
  })

  it('shows what a registration takes: its body, its idempotency key, and the ways in which it is refused', () => {
    expect(at('/registrations', 'post')).toMatchObject({
      parameters: [{ name: 'Idempotency-Key', in: 'header', required: false }],
      requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/RegisterBody' } } } },
      responses: {
        202: { content: { 'application/json': { schema: { $ref: '#/components/schemas/RegistrationAnswer' } } } },
        409: { description: 'NAME_TAKEN, IDEMPOTENCY_CONFLICT' },
        422: { description: 'TIER_UNAVAILABLE, MAIL_REJECTED' },
      },
    })
    expect(document.components.schemas.RegisterBody).toMatchObject({
      additionalProperties: false,
      required: ['tenantName', 'email', 'tier'],
    })
  })

  it('gives lists limit and cursor', () => {
    const parameters = z.parse(z.array(z.looseObject({ name: z.string() })), at('/tenants', 'get')?.parameters)
    expect(parameters.map((parameter) => parameter.name)).toEqual([
      'status',
      'tier',
      'search',
      'sort',
      'limit',
      'cursor',
    ])
  })

  it('describes the error body with every code', () => {
    expect(document.components.schemas.ErrorBody).toMatchObject({
      required: ['code', 'message', 'requestId'],
      properties: { code: { enum: Object.keys(ERROR_STATUS) } },
    })
  })
})

describe('the OpenAPI document of the tenant API', () => {
  const document = z.parse(Document, tenantApiDocument())

  it('lists the error codes of services beside those of the platform', () => {
    const widgets = { name: 'widgets', description: '', entities: [], routes: [], errors: { OUT_OF_WIDGETS: 409 } }
    const { components } = z.parse(Document, tenantApiDocument([widgets]))
    const { properties } = z.parse(
      z.object({ properties: z.object({ code: z.object({ enum: z.array(z.string()) }) }) }),
      components.schemas.ErrorBody,
    )
    expect(properties.code.enum).toEqual([...Object.keys(ERROR_STATUS), 'OUT_OF_WIDGETS'])
  })

  it('gives each body an example that its schema accepts, and marks the ids of other entities', () => {
    const all: readonly Service[] = [...services, ...PLATFORM_SERVICES]
    const bodies = all.flatMap(({ routes }) => [...routes]).filter((one) => one.body !== undefined)
    expect(bodies.length).toBeGreaterThan(0)
    for (const { operation, body, example } of bodies)
      expect(body && z.safeParse(body, example), operation).toMatchObject({ success: true })
    const references = services.flatMap(({ entities }) => entities.map(({ name }) => name))
    for (const [, name] of JSON.stringify(document).matchAll(/"x-tenantry-references":"(\w+)"/g))
      expect(references).toContain(name)
  })
})
