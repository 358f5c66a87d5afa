import { entityTag } from '@tenantry/contracts/entity-tag.ts'
import type { PageQuery } from '@tenantry/contracts/listing.ts'
import type { OperationSchemas } from '@tenantry/contracts/openapi.ts'
import type { Route } from '@tenantry/contracts/route.ts'
import * as z from 'zod/mini'
import { ApiProblem, problemOf } from './api-problem.ts'

/** An API as its routes and schemas describe it. */
export interface Api {
  routes: readonly Route<string, string>[]
  schemas: Record<string, OperationSchemas>
  /** Error codes beyond the platform's. */
  errors?: Record<string, number>
}

export type OperationOf<A extends Api> = A['routes'][number]['operation'] & keyof A['schemas'] & string
type PathOf<A extends Api, Op> = Extract<A['routes'][number], { operation: Op }>['path']

type ParamNames<Path> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | ParamNames<Rest> : never
type Params<Path> = [ParamNames<Path>] extends [never] ? unknown : { params: Record<ParamNames<Path>, string> }
type Query<S> = (S extends { query: infer Q extends z.ZodMiniType } ? z.input<Q> : unknown) &
  (S extends { paged: true } ? z.input<typeof PageQuery> : unknown)
type QueryInput<S> = S extends { query: z.ZodMiniType } | { paged: true }
  ? Record<never, never> extends Query<S>
    ? { query?: Query<S> }
    : { query: Query<S> }
  : unknown
type Body<S> = S extends { body: infer B extends z.ZodMiniType } ? { body: z.input<B> } : unknown

/** What a call of an operation takes: path parameters, query and body, as its route and its schemas say. */
export type InputOf<A extends Api, Op extends OperationOf<A>> = Params<PathOf<A, Op>> &
  QueryInput<A['schemas'][Op]> &
  Body<A['schemas'][Op]>
/** What it answers; null where there is no body. */
export type AnswerOf<A extends Api, Op extends OperationOf<A>> = A['schemas'][Op] extends {
  response: infer R extends z.ZodMiniType
}
  ? z.output<R>
  : null

export interface CallOptions {
  signal?: AbortSignal
  /** Makes a repeated POST safe: the same key answers what the first one answered. */
  idempotencyKey?: string
  /** The version that was read of what is changed: the change is refused when it has another one by now. */
  version?: number
}

export type ApiClient<A extends Api> = <Op extends OperationOf<A>>(
  operation: Op,
  input: InputOf<A, Op>,
  options?: CallOptions,
) => Promise<AnswerOf<A, Op>>

/** Fetches an answer in another format than JSON, as its text. */
export type Download<A extends Api> = <Op extends OperationOf<A>>(
  operation: Op,
  input: InputOf<A, Op>,
) => Promise<{ text: string; headers: Headers }>

interface ClientOptions {
  baseUrl: string
  /** Called for every request: adds the caller's token and the tenant that they mean. */
  headers?: () => Promise<Record<string, string>>
}

/** A client of one API. */
export function apiClient<A extends Api>(api: A, options: ClientOptions): ApiClient<A> {
  const ask = asking(api, options)
  const call = async (operation: string, input: object, more?: CallOptions): Promise<unknown> =>
    read(await ask(operation, input, more), api.schemas[operation]?.response)
  // The types are derived from the same tables, but TypeScript cannot follow a lookup by name.
  return call as ApiClient<A>
}

/** Downloads from one API. */
export function downloadClient<A extends Api>(api: A, options: ClientOptions): Download<A> {
  const ask = asking(api, options)
  return async (operation, input) => {
    const response = await ask(operation, input as object)
    return { text: await response.text(), headers: response.headers }
  }
}

/** Sends requests to an API; throws an ApiProblem for what is no good answer. */
function asking({ routes, errors = {} }: Api, { baseUrl, headers = async () => ({}) }: ClientOptions) {
  return async (
    operation: string,
    input: object,
    { signal, idempotencyKey, version }: CallOptions = {},
  ): Promise<Response> => {
    const route = routes.find((one) => one.operation === operation)
    if (!route) throw new Error(`There is no operation ${operation}.`)
    const { params, query, body } = input as { params?: Record<string, string>; query?: object; body?: unknown }
    const response = await send(`${baseUrl.replace(/\/$/, '')}${pathOf(route.path, params)}${searchOf(query)}`, {
      method: route.method,
      signal: signal ?? null,
      headers: {
        ...(await headers()),
        ...(idempotencyKey !== undefined && { 'Idempotency-Key': idempotencyKey }),
        ...(version !== undefined && { 'If-Match': entityTag(idOf(route.path, params), version) }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw await problemOf(response, errors)
    return response
  }
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (error) {
    if (init.signal?.aborted) throw error
    throw new ApiProblem('OFFLINE', 'The service cannot be reached. Check your connection and try again.', {})
  }
}

async function read(response: Response, schema: z.ZodMiniType | undefined): Promise<unknown> {
  if (!schema) return null
  const body: unknown = await response.json().catch(() => undefined)
  const parsed = z.safeParse(schema, body)
  if (parsed.success) return parsed.data
  throw new ApiProblem('UNREADABLE', 'The service answered something that this page does not understand. Reload it.', {
    requestId: response.headers.get('x-amzn-requestid'),
  })
}

/** What a path is about: its first parameter. */
const idOf = (path: string, params: Record<string, string> = {}): string =>
  params[/\{(\w+)\}/.exec(path)?.[1] ?? ''] ?? ''

const pathOf = (path: string, params: Record<string, string> = {}): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))

function searchOf(query: object = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()
  return text && `?${text}`
}
