import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import type { Client } from '../../acceptance/client.ts'
import type { Tenant } from '../../acceptance/onboarding.ts'
import { tick } from '../../acceptance/tick.ts'
import { creationOf, entityOf, inDependencyOrder } from '../../attacks/product/entity-routes.ts'
import { type IdsByEntity, rightfulBody } from '../../attacks/product/rightful-body.ts'
import { ENTITIES, kindOfTable } from '../../attacks/product/services.ts'
import { type Route, routesOf } from '../../attacks/world/route.ts'
import { tableOf } from '../account.ts'
import { idempotencyKey } from './idempotency-key.ts'

/** Who calls, by their role. */
type Callers = Record<'TenantAdmin' | 'TenantUser', Client>

/**
 * Every route of every service, in each role that may call it, as its descriptor says it: so a service that is added has its journey.
 * Answers what is left in the end: two of each entity.
 */
export async function services(tenant: Tenant, callers: Callers): Promise<IdsByEntity> {
  const routes = await routesOf(tenant.config.apiUrl)
  const ids: IdsByEntity = {}
  for (const entity of inDependencyOrder(ENTITIES, routes)) {
    const creation = creationOf(entity, routes)
    if (creation) ids[entity.name] = await made(callers, creation, ids)
  }
  const own = routes.filter(({ path }) => ENTITIES.some(({ collection }) => path.split('/')[1] === collection))
  for (const route of own.filter(({ method }) => method === 'GET' || method === 'PUT')) {
    await asEach(callers, route, async (api) => {
      for (const path of pathsOf(route, ids)) await api.send(route.method, path, bodyOf(route, ids))
    })
  }
  for (const route of own.filter(({ method }) => method === 'DELETE').reverse()) {
    await asEach(callers, route, async (api) => {
      const creation = creationOf({ collection: route.path.split('/')[1] ?? '' }, routes)
      if (!creation) return
      const [id = ''] = await made(callers, creation, ids, 1)
      await api.delete(pathOf(route, id))
    })
  }
  return ids
}

/** Items without what lists need, as a release that brings another order finds them. */
export async function newOrderOfLists(endpoints: Endpoints): Promise<void> {
  for (const entity of ENTITIES) {
    const table = await tableOf(endpoints, kindOfTable(entity))
    for (const item of (await table.scan({ limit: 100 })).items) {
      await table.put(Object.fromEntries(Object.entries(item).filter(([name]) => !name.startsWith('slot'))))
    }
  }
  await tick(endpoints, 'app-plane-SlotFiller', { refill: ENTITIES.map(({ collection }) => collection) })
}

async function asEach(callers: Callers, { roles }: Pick<Route, 'roles'>, work: (api: Client) => Promise<void>) {
  for (const [role, api] of Object.entries(callers)) if (roles.includes(role)) await work(api)
}

/** Made by each role in turn, which makes at least `count`. */
async function made(callers: Callers, route: Route, ids: IdsByEntity, count = 2): Promise<string[]> {
  const found: string[] = []
  while (found.length < count) {
    await asEach(callers, route, async (api) => {
      const { status, body } = await api.post(route.path, rightfulBody(route, ids), idempotencyKey())
      if (String(status) !== route.success) throw new Error(`POST ${route.path}: ${status} ${JSON.stringify(body)}`)
      found.push(body.id)
    })
  }
  return found
}

/** An entity, or the list of them in every order, and a search. */
function pathsOf(route: Route, ids: IdsByEntity): string[] {
  const entity = entityOf(route, ENTITIES)
  if (entity) return [pathOf(route, ids[entity.name]?.[0] ?? '')]
  const queries = [
    '',
    ...(route.choices.sort ?? []).map((sort) => `?sort=${sort}`),
    ...(route.query.includes('search') ? ['?search=l'] : []),
  ]
  return queries.map((query) => `${route.path}${query}`)
}

const pathOf = ({ path }: Route, id: string): string => path.replace(/\{\w+\}/, id)

const bodyOf = (route: Route, ids: IdsByEntity): object | undefined =>
  route.body === null ? undefined : rightfulBody(route, ids)
