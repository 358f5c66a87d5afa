import * as z from 'zod/mini'
import { ERROR_STATUS, type ErrorCode } from './error-codes.ts'
import type { Route } from './route.ts'

/** What one operation takes and answers. A schema registered with an id in `z.globalRegistry` becomes a component of that name. */
export interface OperationSchemas {
  summary?: string
  /** Status of the good answer; by default 204 without `response`, 201 for POST, else 200. */
  status?: number
  params?: z.ZodMiniType
  query?: z.ZodMiniType
  /** Request headers, by the names that the document shows. */
  headers?: z.ZodMiniType
  /** A list: takes `limit` and `cursor`. */
  paged?: boolean
  body?: z.ZodMiniType
  response?: z.ZodMiniType
  /** Codes beyond those that every operation of this kind can answer with. */
  errors?: readonly ErrorCode[]
}

/** What every list takes. Pages hold 20 items unless told. */
export const PageQuery = z.object({
  limit: z.optional(z.int().check(z.minimum(1), z.maximum(100))),
  cursor: z.optional(z.string()),
})

/** The answer of a list; `nextCursor` is null on the last page. */
export const pageOf = <Item extends z.ZodMiniType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.nullable(z.string()) })

type JsonObject = Record<string, unknown>
type AnyRoute = Route<string, string>

/** The OpenAPI 3.1 document of an API, generated from its route table and its schemas. */
export function openApiDocument<Routes extends readonly AnyRoute[]>(api: {
  title: string
  description: string
  version: string
  routes: Routes
  schemas: Record<Routes[number]['operation'], OperationSchemas>
}): JsonObject {
  const components: Record<string, JsonObject> = { ErrorBody: ERROR_BODY }
  const schemas: Record<string, OperationSchemas> = api.schemas
  const paths: Record<string, JsonObject> = {}
  for (const route of api.routes) {
    paths[route.path] = {
      ...paths[route.path],
      [route.method.toLowerCase()]: operation(route, schemas[route.operation] ?? {}, components),
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

function operation(route: AnyRoute, schemas: OperationSchemas, components: Record<string, JsonObject>): JsonObject {
  const status = schemas.status ?? (schemas.response ? (route.method === 'POST' ? 201 : 200) : 204)
  const parameters = [
    ...pathParameters(route, schemas, components),
    ...parametersOf('query', schemas.query, components),
    ...parametersOf('query', schemas.paged ? PageQuery : undefined, components),
    ...parametersOf('header', schemas.headers, components),
  ]
  return {
    operationId: route.operation,
    ...(schemas.summary && { summary: schemas.summary }),
    tags: [route.service],
    ...(parameters.length > 0 && { parameters }),
    ...(schemas.body && {
      requestBody: {
        required: !(schemas.body instanceof z.ZodMiniOptional),
        content: json(jsonSchema(schemas.body, components)),
      },
    }),
    responses: {
      [status]: schemas.response
        ? { description: 'Success', content: json(jsonSchema(schemas.response, components)) }
        : { description: 'Success, without a body' },
      ...errorResponses(route, schemas),
    },
    security: route.roles === 'public' ? [] : [{ bearer: [] }],
    'x-tenantry-roles': route.roles,
  }
}

function pathParameters(route: AnyRoute, schemas: OperationSchemas, components: Record<string, JsonObject>) {
  const described = parametersOf('path', schemas.params, components)
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

function errorResponses(route: AnyRoute, schemas: OperationSchemas): Record<string, JsonObject> {
  const codes = new Set<ErrorCode>(['THROTTLED', 'INTERNAL', ...(schemas.errors ?? [])])
  if (route.roles !== 'public') codes.add('UNAUTHORIZED').add('FORBIDDEN')
  if (route.path.includes('{')) codes.add('NOT_FOUND')
  if (schemas.query || schemas.body) codes.add('INVALID_REQUEST')
  if (schemas.paged) codes.add('INVALID_REQUEST').add('INVALID_CURSOR')
  if (schemas.body) codes.add('PAYLOAD_TOO_LARGE').add('UNSUPPORTED_MEDIA_TYPE')
  const byStatus = Map.groupBy(codes, (code) => ERROR_STATUS[code])
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

const ERROR_BODY: JsonObject = {
  type: 'object',
  required: ['code', 'message', 'requestId'],
  properties: {
    code: { type: 'string', enum: Object.keys(ERROR_STATUS), description: 'Branch on this, never on the message.' },
    message: { type: 'string' },
    requestId: { type: 'string' },
    field: { type: 'string', description: 'Path of the member that was wrong, for example `lines.0.quantity`.' },
  },
}

const json = (schema: unknown): JsonObject => ({ 'application/json': { schema } })

/** zod puts schemas that have an id under `$defs`; in an OpenAPI document they live among the components. */
function jsonSchema(schema: z.ZodMiniType, components: Record<string, JsonObject>): JsonObject {
  const text = JSON.stringify(z.toJSONSchema(schema, { io: 'input' }))
  const { $schema, $defs, ...root } = JSON.parse(text.replaceAll('"#/$defs/', '"#/components/schemas/'))
  Object.assign(components, $defs)
  return root
}
