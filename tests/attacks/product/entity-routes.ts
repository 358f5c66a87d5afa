import type { AnyEntity } from '@tenantry/contracts/service/entity.ts'
import { referencesIn } from '../suite/body-members.ts'
import type { Route } from '../world/route.ts'

const collectionOf = ({ path }: Pick<Route, 'path'>): string => path.split('/')[1] ?? ''

/** The entity that a path's parameter names; undefined for a path without one, and for one of the platform's. */
export const entityOf = (route: Pick<Route, 'path'>, entities: readonly AnyEntity[]): AnyEntity | undefined =>
  route.path.includes('{') ? entities.find(({ collection }) => collection === collectionOf(route)) : undefined

/** The route that makes one of an entity; undefined where only work without a request does. */
export const creationOf = (
  { collection }: Pick<AnyEntity, 'collection'>,
  routes: readonly Route[],
): Route | undefined => routes.find(({ method, path }) => method === 'POST' && path === `/${collection}`)

/** Entities with those before them that they refer to. Throws when two cannot be made without each other. */
export function inDependencyOrder(entities: readonly AnyEntity[], routes: readonly Route[]): AnyEntity[] {
  const ordered: AnyEntity[] = []
  const visit = (entity: AnyEntity, path: AnyEntity[]): void => {
    if (ordered.includes(entity)) return
    const cycle = [...path, entity].map(({ name }) => name).join(', ')
    if (path.includes(entity)) throw new Error(`None of these can be made before the others: ${cycle}`)
    for (const needed of neededBy(entity, entities, routes)) visit(needed, [...path, entity])
    ordered.push(entity)
  }
  for (const entity of entities) visit(entity, [])
  return ordered
}

function neededBy(entity: AnyEntity, entities: readonly AnyEntity[], routes: readonly Route[]): AnyEntity[] {
  const creation = creationOf(entity, routes)
  if (!creation?.body || !creation.example) return []
  const names = referencesIn(creation.body, creation.example)
    .filter(({ present }) => present)
    .map(({ entity }) => entity)
  return entities.filter(({ name }) => names.includes(name))
}
