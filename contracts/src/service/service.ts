import type { OperationSchemas } from '../openapi.ts'
import type { TenantRole } from '../roles.ts'
import type { Route } from '../route.ts'
import type { Allowance, Entitlement } from './entitlement.ts'
import type { AnyEntity } from './entity.ts'
import { type EntityRoute, withVersions } from './entity-routes.ts'
import type { ServiceEvent } from './service-event.ts'
import type { Need } from './tenant-table.ts'

/** One route of the tenant API: who may call it, what it takes and answers, and what it does. */
export interface ServiceRoute extends Omit<Route<TenantRole, string>, 'service'>, Omit<OperationSchemas, 'errors'> {
  /** What it does to tenants' tables, under the session of the caller's role. */
  needs: readonly Need[]
  /** Events that it emits, in the transaction of what they report. */
  emits?: readonly ServiceEvent[]
  /** A body that the route takes; ids of other entities are placeholders. Required with `body`. */
  example?: object
  /** Error codes beyond those of every operation: the platform's, or the service's own. */
  errors?: readonly string[]
}

/** Work without a request: events reach the worker by a queue, one at a time, in the scope of their tenant. */
export interface Worker {
  consumes: readonly ServiceEvent[]
  /** What it does to tenants' tables, under an access role of its own. */
  needs: readonly Need[]
  emits?: readonly ServiceEvent[]
  /** Seconds that one batch of messages may take. @default 10 */
  timeoutSeconds?: number
}

/** What a service is. Tables, functions, rights, queues, documents and attacks are derived from it; nothing of it is repeated elsewhere. */
export interface ServiceDefinition {
  /** The folder's name. */
  name: string
  description: string
  entities?: readonly AnyEntity[]
  routes?: readonly ServiceRoute[]
  worker?: Worker
  /** Error codes of this service's own, with their HTTP status. */
  errors?: Record<string, number>
  /** What its code asks of a tenant's plan, beside what its routes name. */
  entitlements?: readonly Entitlement[]
  allowances?: readonly Allowance[]
}

type Named<Routes, Name, Collection> = {
  [Index in keyof Routes]: EntityRoute<Routes[Index], Collection> & { service: Name }
}
type CollectionOf<D> = D extends { entities: readonly { collection: infer Collection }[] } ? Collection : never

export type Defined<D extends ServiceDefinition> = Omit<D, 'routes'> & {
  entities: readonly AnyEntity[]
  routes: D extends { routes: infer Routes } ? Named<Routes, D['name'], CollectionOf<D>> : readonly []
}
/** A service, whatever it is: what generic code takes. */
export interface Service {
  name: string
  description: string
  entities: readonly AnyEntity[]
  routes: readonly (ServiceRoute & { service: string })[]
  worker?: Worker
  errors?: Record<string, number>
  entitlements?: readonly Entitlement[]
  allowances?: readonly Allowance[]
}

/** Declares a service. `services/index.ts` lists it. */
export function defineService<const D extends ServiceDefinition>(definition: D): Defined<D> {
  const { name, entities = [], routes = [] } = definition
  return {
    ...definition,
    entities,
    routes: routes.map((route) => ({ ...withVersions(route, entities), service: name })),
  } as unknown as Defined<D>
}

/** The routes of these services, as one union of their literal types. */
export type RouteOf<Services extends readonly Service[]> = Services[number]['routes'][number]

/** The error codes that these services declare. */
export type ErrorOf<Services extends readonly Service[]> = DeclaredBy<Services[number]>
type DeclaredBy<S> = S extends { errors: infer Errors } ? keyof Errors & string : never

/** The API that these services make together: its routes, what each operation takes and answers, and the error codes that the services declare. */
export interface ApiOf<Services extends readonly Service[]> {
  routes: readonly RouteOf<Services>[]
  schemas: { [Operation in RouteOf<Services> as Operation['operation']]: Operation }
  errors: Record<ErrorOf<Services>, number>
}

export function apiOf<const Services extends readonly Service[]>(services: Services): ApiOf<Services> {
  const routes = services.flatMap((service) => service.routes)
  const schemas = Object.fromEntries(routes.map((route) => [route.operation, route]))
  const errors = Object.assign({}, ...services.map((service) => service.errors))
  return { routes, schemas, errors } as unknown as ApiOf<Services>
}
