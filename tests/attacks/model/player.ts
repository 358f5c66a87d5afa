import type { AnyEntity } from '@tenantry/contracts/service/entity.ts'
import { eventually } from '../../acceptance/eventually.ts'
import { creationOf, entityOf } from '../product/entity-routes.ts'
import { unknownIdOf } from '../product/own-ids.ts'
import { ENTITIES } from '../product/services.ts'
import { answerOf, send } from '../world/http.ts'
import type { Route } from '../world/route.ts'
import type { TenantWorld } from '../world/tenant-world.ts'
import { bodyFor } from './body-for.ts'
import type { Command } from './command.ts'
import { isFinishedByWork } from './finished-by-work.ts'
import { renamed, shown } from './seen.ts'
import { Shelf } from './shelf.ts'

/** What a command was answered, in words that are the same for every tenant that does the same. */
export interface Observation {
  command: Command
  seen: unknown
}

const NOBODY = '00000000-0000-4000-8000-000000000000'
type Call = Extract<Command, { does: 'call' }>
type List = Extract<Command, { does: 'list' }>

/** A tenant that plays commands against the API. */
export class Player {
  readonly tenant: TenantWorld
  /** Those who play at the same time; none for one who plays alone. */
  readonly others: Player[] = []
  readonly shelf = new Shelf()
  readonly #routes: Route[]
  readonly #creations: Route[]
  readonly #lists: Route[]

  constructor(tenant: TenantWorld, routes: Route[]) {
    this.tenant = tenant
    this.#routes = routes
    this.#creations = ENTITIES.flatMap((entity) => creationOf(entity, routes) ?? [])
    this.#lists = routes.filter((route) => route.paged && this.#entityOf(route))
  }

  async play(command: Command): Promise<Observation> {
    return { command, seen: await this.#play(command) }
  }

  /** All that the tenant sees at the end. */
  async everything(): Promise<Observation[]> {
    const observed: Observation[] = []
    for (const route of this.#lists.keys())
      observed.push(await this.play({ does: 'list', route, limit: 100, foreign: false }))
    return observed
  }

  /** Deletes what routes delete: the next game begins without it. */
  async clear(): Promise<void> {
    for (const entity of ENTITIES.toReversed()) {
      const path = `/${entity.collection}/{id}`
      if (!this.#routes.some((route) => route.method === 'DELETE' && route.path === path)) continue
      for (const id of this.shelf.of(entity.name)) await this.#send('DELETE', `/${entity.collection}/${id}`)
    }
    this.shelf.clear()
  }

  async #play(command: Command): Promise<unknown> {
    const { admin, user } = this.tenant
    const stranger = this.others[0]?.tenant.user.userId ?? NOBODY
    const person = command.foreign ? stranger : user.userId
    switch (command.does) {
      case 'call':
        return this.#call(command)
      case 'list':
        return this.#list(command)
      case 'list-users': {
        const { answer, body } = await this.#send('GET', '/users')
        const own = new Map([
          [admin.userId, 'admin'],
          [user.userId, 'user'],
        ])
        return [answer, body.items.map(({ id }: { id: string }) => own.get(id) ?? id).sort()]
      }
      case 'get-me': {
        const { answer, body } = await this.#send('GET', '/me')
        return [answer, body.id === admin.userId, body.tenantId === this.tenant.config.tenantId]
      }
      case 'get-user':
        return (await this.#send('GET', `/users/${person}`)).answer
      case 'change-user':
        return (await this.#send('PUT', `/users/${person}`, { role: 'TenantUser' })).answer
      case 'remove-user':
        // A person who is gone could not be taken back as they were: only those of others are tried.
        return (await this.#send('DELETE', `/users/${stranger}`)).answer
      default:
        return command satisfies never
    }
  }

  /** Calls a route of an entity; half of the calls make one, so that there is something to read, change and delete. */
  async #call({ route: choice, pick, picks, values, foreign }: Call): Promise<unknown> {
    const ofOne = this.#routes.filter((one) => entityOf(one, ENTITIES))
    const from = choice % 2 === 0 || ofOne.length === 0 ? this.#creations : ofOne
    const route = from[Math.floor(choice / 2) % from.length]
    const entity = route && this.#entityOf(route)
    if (!route || !entity) return 'nothing to call'
    const body = bodyFor(route, {
      values,
      idOf: (name, nth) => this.#pick(name, picks[nth % picks.length] ?? 0, false),
      ...(foreign && !route.path.includes('{') && { foreign: (name) => this.#pick(name, pick, true) }),
    })
    const path = route.path.replace(/\{\w+\}/, this.#pick(entity.name, pick, foreign))
    const { answer, body: view } = await this.#send(route.method, path, body)
    if (this.#creations.includes(route) && answer === route.success) {
      this.shelf.add(entity.name, view.id)
      if (isFinishedByWork(entity, route)) await this.#finished(entity, view)
    }
    return [answer, answer === route.success ? this.#shown(entity, view) : null]
  }

  /** All pages; or one from where another tenant's list stands, of which nothing may be seen but what is not the tenant's. */
  async #list({ route: choice, limit, foreign }: List): Promise<unknown> {
    const route = this.#lists[choice % this.#lists.length]
    const entity = route && this.#entityOf(route)
    if (!route || !entity) return 'nothing to list'
    if (foreign) {
      const cursor = await this.others[0]?.cursor(route)
      const { body } = await this.#send('GET', `${route.path}?limit=${limit}${cursor ? `&cursor=${cursor}` : ''}`)
      const items: { id: string }[] = body.items ?? []
      return items.filter(({ id }) => this.shelf.nameOf(id) === id && !this.shelf.isFormer(id))
    }
    const items: { id: string }[] = []
    let cursor: string | null = null
    do {
      const query = `limit=${limit}${cursor ? `&cursor=${cursor}` : ''}`
      const { answer, body } = await this.#send('GET', `${route.path}?${query}`)
      if (answer !== '200') return answer
      items.push(...body.items)
      cursor = body.nextCursor
    } while (cursor)
    const present = items.filter(({ id }) => !this.shelf.isFormer(id)).sort((a, b) => (a.id < b.id ? -1 : 1))
    return present.map((item) => this.#shown(entity, item))
  }

  /** Where this tenant's list stands after its first item. */
  async cursor({ path }: Route): Promise<string | null> {
    return (await this.#send('GET', `${path}?limit=1`)).body.nextCursor
  }

  async #send(method: string, path: string, body?: object) {
    const reply = await send(this.tenant.config.apiUrl, { method, path, token: this.tenant.admin.token, body })
    return { answer: answerOf(reply), body: reply.text === '' ? null : JSON.parse(reply.text) }
  }

  async #finished({ name, collection }: AnyEntity, made: { id: string; version: number }): Promise<void> {
    await eventually(`work on a ${name}`, async () => {
      const { body } = await this.#send('GET', `/${collection}/${made.id}`)
      return body.version > made.version
    })
  }

  #entityOf = ({ path }: Route): AnyEntity | undefined =>
    ENTITIES.find(({ collection }) => collection === path.split('/')[1])

  #shown = (entity: AnyEntity, view: unknown): unknown =>
    renamed(shown(creationOf(entity, this.#routes)?.body ?? null, view), this.shelf.nameOf)

  /** An id of the tenant's or of another's; one that nobody has where there is none, as for a tenant that is alone. */
  #pick(entity: string, pick: number, foreign: boolean): string {
    const from = foreign ? this.others.flatMap(({ shelf }) => shelf.of(entity)) : this.shelf.of(entity)
    return from[pick % from.length] ?? unknownIdOf(entity)
  }
}
