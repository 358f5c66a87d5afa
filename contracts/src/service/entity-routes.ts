import type * as z from 'zod/mini'
import type { OperationSchemas } from '../openapi.ts'
import type { Route } from '../route.ts'
import { type Versioned, versioned } from '../versioned.ts'
import type { AnyEntity } from './entity.ts'

/** A route of a service as its API has it: what it shows of the service's entities has a version. */
export type EntityRoute<R, Collection> = R extends {
  path: PathsOf<Collection>
  response: infer Response extends z.ZodMiniType
}
  ? Omit<R, 'response'> & { response: Versioned<Response> }
  : R

type PathsOf<Collection> = Collection extends string
  ? `/${Collection}` | `/${Collection}/{id}` | `/${Collection}/{id}/${string}`
  : never

/** What follows from a route that is about an entity: its answers carry versions, and a change of one entity can be conditional. */
export function withVersions<R extends AboutEntity>(route: R, entities: readonly AnyEntity[]): R {
  const { method, path, response } = route
  const entity = entities.find(({ collection }) => path === `/${collection}` || isOfOne(path, collection))
  if (!entity) return route
  return {
    ...route,
    ...(response && { response: versioned(response) }),
    ...(method !== 'GET' && isOfOne(path, entity.collection) && { conditional: true }),
  }
}

type AboutEntity = Pick<Route<string, string>, 'method' | 'path' | 'conditional'> & Pick<OperationSchemas, 'response'>

const isOfOne = (path: string, collection: string): boolean =>
  path === `/${collection}/{id}` || path.startsWith(`/${collection}/{id}/`)
