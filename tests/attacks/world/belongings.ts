import type { AnyEntity } from '@tenantry/contracts/service/entity.ts'
import { eventually } from '../../acceptance/eventually.ts'
import { creationOf, inDependencyOrder } from '../product/entity-routes.ts'
import { type IdsByEntity, rightfulBody } from '../product/rightful-body.ts'
import { ENTITIES } from '../product/services.ts'
import { freeTextsIn } from '../suite/body-members.ts'
import { setAt } from '../suite/set-at.ts'
import { answerOf, send } from './http.ts'
import type { Route } from './route.ts'
import type { TenantWorld } from './tenant-world.ts'

/** What a tenant owns. */
export interface Belongings {
  ids: IdsByEntity
  /** Where its lists go on after their first item, by path; none for a list of one item. */
  cursors: Record<string, string>
}

/** Enough that a list has a second page, and that a body can name two. */
const OF_EACH = 2

/** Fills a tenant with entities of every kind, with a word in their texts that nobody else may ever read. */
export async function belongingsOf(tenant: TenantWorld, routes: Route[], canary: string): Promise<Belongings> {
  const ids: IdsByEntity = {}
  const ordered = inDependencyOrder(ENTITIES, routes)
  const byRoute = ordered.filter((entity) => creationOf(entity, routes))
  for (const entity of byRoute) ids[entity.name] = await severalOf(tenant, routes, entity, ids, canary)
  const byWork = ordered.filter((entity) => !byRoute.includes(entity))
  for (const entity of byWork) ids[entity.name] = await madeByWork(tenant, routes, entity)
  const lists = routes.filter(({ paged, roles }) => paged && roles.includes('TenantAdmin'))
  const cursors = await Promise.all(lists.map(async ({ path }) => [path, await firstCursor(tenant, path)] as const))
  return { ids, cursors: Object.fromEntries(cursors.flatMap(([path, cursor]) => (cursor ? [[path, cursor]] : []))) }
}

/** Makes an entity, with a text in every member that takes it; answers its id. */
export async function makeEntity(
  { config, admin, user }: TenantWorld,
  routes: Route[],
  { name, collection }: Pick<AnyEntity, 'name' | 'collection'>,
  ids: IdsByEntity,
  text: string | null = null,
): Promise<string> {
  const creation = creationOf({ collection }, routes)
  if (!creation) throw new Error(`No route makes a ${name}: POST /${collection} is missing.`)
  const { method, path, success, roles } = creation
  const { token } = roles.includes('TenantAdmin') ? admin : user
  const plain = rightfulBody(creation, ids)
  // A service may take a text for less than its schema says: then it keeps that of the example.
  const refused = new Set<string>()
  for (;;) {
    const texts = text === null ? [] : freeTextsIn(creation.body ?? {}, plain, text)
    const body = texts
      .filter((one) => !refused.has(one.join('.')))
      .reduce<unknown>((made, one) => setAt(made, one, text), plain)
    const reply = await send(config.apiUrl, { method, path, token, body }, true)
    if (answerOf(reply) === success) return JSON.parse(reply.text).id
    const [, field = ''] = /^400 INVALID_REQUEST (.+)$/.exec(answerOf(reply)) ?? []
    if (!texts.some((one) => one.join('.') === field) || refused.has(field))
      throw new Error(`${method} ${path} was answered ${reply.status} ${reply.text}`)
    refused.add(field)
  }
}

async function severalOf(
  tenant: TenantWorld,
  routes: Route[],
  entity: AnyEntity,
  ids: IdsByEntity,
  canary: string,
): Promise<string[]> {
  const made: string[] = []
  while (made.length < OF_EACH) made.push(await makeEntity(tenant, routes, entity, ids, `${canary}-${made.length}`))
  return made
}

/** What no route makes comes from work on what routes have made, if anything can tell of it. */
async function madeByWork({ config, admin }: TenantWorld, routes: Route[], entity: AnyEntity): Promise<string[]> {
  const path = `/${entity.collection}`
  if (!routes.some((route) => route.method === 'GET' && route.path === path)) return []
  return eventually(`a ${entity.name} that a worker makes`, async () => {
    const { text } = await send(config.apiUrl, { method: 'GET', path, token: admin.token })
    const items: { id: string }[] = JSON.parse(text).items
    return items.length > 0 && items.map(({ id }) => id)
  })
}

/** A position in a list of the tenant's, as its admin gets it now. */
export async function firstCursor({ config, admin }: TenantWorld, path: string): Promise<string | null> {
  const reply = await send(config.apiUrl, { method: 'GET', path: `${path}?limit=1`, token: admin.token })
  if (reply.status !== 200) throw new Error(`The list ${path} was answered ${reply.status} ${reply.text}`)
  return JSON.parse(reply.text).nextCursor
}
