import { ERROR_STATUS } from '@tenantry/contracts/error-codes.ts'
import * as z from 'zod'
import { send } from './http.ts'

const Operation = z.looseObject({
  operationId: z.string(),
  'x-tenantry-roles': z.union([z.array(z.string()), z.literal('public')]),
  'x-tenantry-entitlement': z.string().optional(),
  'x-tenantry-allowance': z.string().optional(),
  tags: z.array(z.string()).default([]),
  parameters: z
    .array(
      z.looseObject({
        name: z.string(),
        in: z.string(),
        schema: z.looseObject({ enum: z.array(z.string()).optional(), maximum: z.number().optional() }).optional(),
      }),
    )
    .default([]),
  requestBody: z
    .looseObject({
      content: z.record(
        z.string(),
        z.looseObject({
          schema: z.record(z.string(), z.unknown()),
          example: z.record(z.string(), z.unknown()).optional(),
        }),
      ),
    })
    .optional(),
  responses: z.record(z.string(), z.looseObject({ description: z.string() })),
})
const Document = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.looseObject({ schemas: z.record(z.string(), z.record(z.string(), z.unknown())) }),
})

const JsonSchema = z.record(z.string(), z.unknown())
export type JsonSchema = z.infer<typeof JsonSchema>

/** A route as the API's own OpenAPI document describes it. */
export interface Route {
  method: string
  path: string
  operation: string
  roles: string[] | 'public'
  /** What the tenant's plan must have; null where it needs nothing. */
  entitlement: string | null
  /** What a request uses one of; null where it uses nothing that is counted. */
  allowance: string | null
  /** What serves it. */
  service: string
  /** Status of the good answer. */
  success: string
  /** Codes of the service's own that it answers with. */
  refusals: string[]
  /** Whether it is a list that takes a cursor. */
  paged: boolean
  /** The largest `limit` of such a list. */
  mostItems: number
  /** Whether it changes what has a version, and takes a condition on it. */
  conditional: boolean
  /** Names of what may be asked in the query. */
  query: string[]
  /** What parameters of the query may be, where they are not free: for example `sort`. */
  choices: Record<string, string[]>
  /** Schema of the body; null when it takes none. */
  body: JsonSchema | null
  /** A body that it takes, with placeholders for ids of entities. */
  example: object | null
}

/** Every route of a served API: one that is added to the product is attacked from then on. */
export async function routesOf(baseUrl: string): Promise<Route[]> {
  const { text } = await send(baseUrl, { method: 'GET', path: '/openapi.json' })
  const { paths, components } = Document.parse(JSON.parse(text))
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation: operation.operationId,
      roles: operation['x-tenantry-roles'],
      entitlement: operation['x-tenantry-entitlement'] ?? null,
      allowance: operation['x-tenantry-allowance'] ?? null,
      service: operation.tags[0] ?? '',
      success: Object.keys(operation.responses).find((status) => status < '400') ?? '',
      refusals: Object.values(operation.responses)
        .flatMap(({ description }) => description.split(', '))
        .filter((code) => /^[A-Z_]+$/.test(code) && !(code in ERROR_STATUS)),
      paged: operation.parameters.some(({ name }) => name === 'cursor'),
      mostItems: operation.parameters.find(({ name }) => name === 'limit')?.schema?.maximum ?? 0,
      conditional: operation.parameters.some(({ name }) => name === 'If-Match'),
      query: operation.parameters.filter((one) => one.in === 'query').map(({ name }) => name),
      choices: Object.fromEntries(
        operation.parameters.flatMap(({ name, schema }) => (schema?.enum ? [[name, schema.enum]] : [])),
      ),
      body: z
        .nullable(JsonSchema)
        .parse(resolved(operation.requestBody?.content['application/json']?.schema ?? null, components.schemas)),
      example: operation.requestBody?.content['application/json']?.example ?? null,
    })),
  )
}

/** A schema with everything that it refers to in place. */
function resolved(schema: unknown, components: Record<string, JsonSchema>): unknown {
  if (Array.isArray(schema)) return schema.map((part) => resolved(part, components))
  if (typeof schema !== 'object' || schema === null) return schema
  if ('$ref' in schema) return resolved(components[String(schema.$ref).split('/').at(-1) ?? ''], components)
  return Object.fromEntries(Object.entries(schema).map(([name, part]) => [name, resolved(part, components)]))
}
