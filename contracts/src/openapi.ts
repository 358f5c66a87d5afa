import * as z from 'zod/mini'
import { ERROR_STATUS, type ErrorCode } from './error-codes.ts'
import { IdempotencyKey } from './idempotency.ts'
import { PageQuery } from './listing.ts'
import type { Route } from './route.ts'
import { conditionalBody, hasVersion } from './versioned.ts'

/** What one operation takes and answers. A schema registered with an id in `z.globalRegistry` becomes a component of that name. */
export interface OperationSchemas {
  summary?: string
  /** Status of the good answer; by default 204 without `response`, 201 for POST, else 200. */
  status?: number
  params?: z.ZodMiniType
  query?: z.ZodMiniType
  /** A list: takes `limit` and `cursor`. */
  paged?: boolean
  body?: z.ZodMiniType
  response?: z.ZodMiniType
  /** Media types that it answers in as well, where the query asks for one. */
  formats?: readonly string[]
  /** A body that the operation takes. */
  example?: object
  /** Codes beyond those that every operation of this kind can answer with. */
  errors?: readonly string[]
}

/** The answer of a list; `nextCursor` is null on the last page. */
export const pageOf = <Item extends z.ZodMiniType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.nullable(z.string()) })

type JsonObject = Record<string, unknown>
/** A route with what its operation takes and answers. */
export type DocumentedRoute = Route<string, string> & OperationSchemas

/** The OpenAPI 3.1 document of an API, generated from its routes. `errors` are codes of its services with their HTTP status. */
export function openApiDocument(api: {
  title: string
  description: string
  version: string
  routes: readonly DocumentedRoute[]
  errors?: Record<string, number>
}): JsonObject {
  const statuses: Record<string, number> = { ...ERROR_STATUS, ...api.errors }
  const components: Record<string, JsonObject> = { ErrorBody: errorBody(Object.keys(statuses)) }
  const paths: Record<string, JsonObject> = {}
  for (const route of api.routes) {
    paths[route.path] = {
      ...paths[route.path],
      [route.method.toLowerCase()]: operation(route, statuses, components),
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: api.title, description: api.description, version: api.version },
    paths,
    components: {
      schemas: components,
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: "Cognito's access token" },
      },
    },
  }
}

/** Every POST takes a key, under which it is done once. */
const KEYED = z.object({ 'Idempotency-Key': z.optional(IdempotencyKey) })
const ETag = { description: 'Stands for the `version` that the answer shows.', schema: { type: 'string' } }
const IF_MATCH = {
  name: 'If-Match',
  in: 'header',
  required: false,
  description: 'An `ETag`, several of them, or `*`: the change is refused when what it changes has another version.',
  schema: { type: 'string' },
}

function operation(
  route: DocumentedRoute,
  statuses: Record<string, number>,
  components: Record<string, JsonObject>,
): JsonObject {
  const status = route.status ?? (route.response ? (route.method === 'POST' ? 201 : 200) : 204)
  const parameters = [
    ...pathParameters(route, components),
    ...parametersOf('query', route.query, components),
    ...parametersOf('query', route.paged ? PageQuery : undefined, components),
    ...parametersOf('header', route.method === 'POST' ? KEYED : undefined, components),
    ...(route.conditional ? [IF_MATCH] : []),
  ]
  return {
    operationId: route.operation,
    ...(route.summary && { summary: route.summary }),
    tags: [route.service],
    ...(parameters.length > 0 && { parameters }),
    ...(route.body && {
      requestBody: {
        required: !(route.body instanceof z.ZodMiniOptional),
        content: bodyOf(route.conditional ? conditionalBody(route.body) : route.body, route.example, components),
      },
    }),
    responses: {
      [status]: route.response
        ? {
            description: 'Success',
            ...(hasVersion(route.response) && { headers: { ETag } }),
            content: {
              ...json(jsonSchema(route.response, components)),
              ...Object.fromEntries((route.formats ?? []).map((type) => [type, { schema: { type: 'string' } }])),
            },
          }
        : { description: 'Success, without a body' },
      ...errorResponses(route, statuses),
    },
    security: route.roles === 'public' ? [] : [{ bearer: [] }],
    'x-tenantry-roles': route.roles,
    ...(route.entitlement && { 'x-tenantry-entitlement': route.entitlement.key }),
    ...(route.uses && { 'x-tenantry-allowance': route.uses.key }),
  }
}

function pathParameters(route: DocumentedRoute, components: Record<string, JsonObject>) {
  const described = parametersOf('path', route.params, components)
  return [...route.path.matchAll(/\{(\w+)\}/g)].map(
    ([, name]) =>
      described.find((parameter) => parameter.name === name) ?? {
        name,
        in: 'path',
        required: true,
        schema: { type: 'string' },
      },
  )
}

function parametersOf(
  place: 'path' | 'query' | 'header',
  schema: z.ZodMiniType | undefined,
  components: Record<string, JsonObject>,
): { name: string; in: string; required: boolean; schema: unknown }[] {
  if (!schema) return []
  const { properties = {}, required = [] } = jsonSchema(schema, components) as {
    properties?: Record<string, unknown>
    required?: string[]
  }
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: property,
  }))
}

function errorResponses(route: DocumentedRoute, statuses: Record<string, number>): Record<string, JsonObject> {
  const codes = new Set<string>(['THROTTLED', 'INTERNAL', ...(route.errors ?? [])] satisfies (ErrorCode | string)[])
  if (route.roles !== 'public') codes.add('UNAUTHORIZED').add('FORBIDDEN')
  if (route.path.includes('{')) codes.add('NOT_FOUND')
  if (route.query || route.body) codes.add('INVALID_REQUEST')
  if (route.paged) codes.add('INVALID_REQUEST').add('INVALID_CURSOR')
  if (route.method === 'POST') codes.add('INVALID_REQUEST').add('IDEMPOTENCY_CONFLICT')
  if (route.conditional) codes.add('INVALID_REQUEST').add('PRECONDITION_FAILED')
  if (route.entitlement) codes.add('NOT_ENTITLED')
  if (route.uses) codes.add('ALLOWANCE_SPENT')
  if (route.body) codes.add('PAYLOAD_TOO_LARGE').add('UNSUPPORTED_MEDIA_TYPE')
  const byStatus = Map.groupBy(codes, (code) => statuses[code])
  return Object.fromEntries(
    [...byStatus].map(([status, group]) => [
      status,
      {
        description: group.join(', '),
        content: json({ $ref: '#/components/schemas/ErrorBody', properties: { code: { enum: group } } }),
      },
    ]),
  )
}

const errorBody = (codes: string[]): JsonObject => ({
  type: 'object',
  required: ['code', 'message', 'requestId'],
  properties: {
    code: { type: 'string', enum: codes, description: 'Branch on this, never on the message.' },
    message: { type: 'string' },
    requestId: { type: 'string' },
    field: { type: 'string', description: 'Path of the member that was wrong, for example `lines.0.quantity`.' },
    entitlement: {
      type: 'string',
      description: 'Of NOT_ENTITLED and ALLOWANCE_SPENT: the key of what the plan of the tenant lacks.',
    },
  },
})

function bodyOf(body: z.ZodMiniType, example: object | undefined, components: Record<string, JsonObject>): JsonObject {
  return { 'application/json': { schema: jsonSchema(body, components), ...(example && { example }) } }
}

const json = (schema: unknown): JsonObject => ({ 'application/json': { schema } })

/** zod puts schemas that have an id under `$defs`; in an OpenAPI document they live among the components. */
function jsonSchema(schema: z.ZodMiniType, components: Record<string, JsonObject>): JsonObject {
  const text = JSON.stringify(z.toJSONSchema(schema, { io: 'input' }))
  const { $schema, $defs, ...root } = JSON.parse(text.replaceAll('"#/$defs/', '"#/components/schemas/'))
  Object.assign(components, $defs)
  return root
}
