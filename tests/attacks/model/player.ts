import { answerOf, send } from '../world/http.ts'
import type { TenantWorld } from '../world/tenant-world.ts'
import type { Command } from './command.ts'
import { emptyModel, type Order, type Ordered, order, type Product, type TenantModel } from './tenant-model.ts'

/** What was observed, and what a tenant alone in the world would have observed. */
export interface Observation {
  command: Command
  seen: unknown
  expected: unknown
}

/** A tenant that plays commands against the API and its own model. */
export class Player {
  readonly tenant: TenantWorld
  readonly model: TenantModel = emptyModel()
  readonly others: Player[] = []

  constructor(tenant: TenantWorld) {
    this.tenant = tenant
  }

  /** Plays one command; null when there is nothing to play it with. */
  async play(command: Command): Promise<Observation | null> {
    const seen = await this.#play(command)
    return seen && { command, ...seen }
  }

  /** Everything that the tenant sees at the end, beside what its model says. */
  async everything(): Promise<Observation> {
    const command = { does: 'list-products', limit: 100, foreign: false } as const
    const seen = [(await this.#list('/products', 100)).items, (await this.#list('/orders', 100)).items]
    return { command, seen, expected: [this.#products(), this.#orders()] }
  }

  async clear(): Promise<void> {
    for (const id of this.model.orders.keys()) await this.#call('DELETE', `/orders/${id}`)
    for (const id of this.model.products.keys()) await this.#call('DELETE', `/products/${id}`)
    this.model.orders.clear()
    this.model.products.clear()
  }

  async #call(method: string, path: string, body?: object) {
    const reply = await send(this.tenant.config.apiUrl, { method, path, token: this.tenant.admin.token, body })
    return { answer: answerOf(reply), body: reply.text === '' ? null : JSON.parse(reply.text) }
  }

  async #play(command: Command): Promise<Omit<Observation, 'command'> | null> {
    const { model } = this
    switch (command.does) {
      case 'create-product': {
        const { price, stock } = command
        const made = { name: `of ${this.tenant.config.tenantId}`, price, stock }
        const { answer, body } = await this.#call('POST', '/products', productBody(made))
        if (answer === '201') model.products.set(body.id, { id: body.id, ...made })
        return { seen: [answer, body.name, body.price, body.stock], expected: ['201', made.name, price, stock] }
      }
      case 'replace-product': {
        const id = this.#pick('products', command)
        if (!id) return null
        const { price, stock } = command
        const name = `again of ${this.tenant.config.tenantId}`
        const { answer } = await this.#call('PUT', `/products/${id}`, productBody({ name, price, stock }))
        const own = model.products.get(id)
        if (own) Object.assign(own, { name, price, stock })
        return { seen: answer, expected: own ? '200' : NOT_FOUND }
      }
      case 'get-product':
      case 'delete-product':
        return this.#one('products', command, command.does === 'delete-product')
      case 'get-order':
        return this.#one('orders', command, false)
      case 'delete-order': {
        const id = this.#pick('orders', command)
        if (!id) return null
        const { answer } = await this.#call('DELETE', `/orders/${id}`)
        const own = model.orders.get(id)
        if (own) order(model, [], own.lines)
        return { seen: answer, expected: model.orders.delete(id) ? '204' : NOT_FOUND }
      }
      case 'place-order': {
        const lines = this.#lines(command)
        if (!lines) return null
        const { answer, body } = await this.#call('POST', '/orders', { name: 'Order', lines })
        const priced = order(model, lines)
        if (typeof priced !== 'string' && answer === '201') {
          model.orders.set(body.id, { id: body.id, name: 'Order', lines: priced })
        }
        return { seen: answer, expected: typeof priced === 'string' ? priced : '201' }
      }
      case 'replace-order': {
        const id = this.#pick('orders', command)
        const lines = this.#lines({ ...command, foreign: false })
        if (!id || !lines) return null
        const { answer } = await this.#call('PUT', `/orders/${id}`, { name: 'Again', lines })
        const own = model.orders.get(id)
        if (!own) return { seen: answer, expected: NOT_FOUND }
        const priced = order(model, lines, own.lines)
        if (typeof priced !== 'string') Object.assign(own, { name: 'Again', lines: priced })
        return { seen: answer, expected: typeof priced === 'string' ? priced : '200' }
      }
      case 'list-products':
      case 'list-orders':
        return this.#pages(command.does === 'list-products' ? 'products' : 'orders', command)
      case 'list-users': {
        const { body } = await this.#call('GET', '/users')
        const emails = body.items.map(({ email }: { email: string }) => email).sort()
        return { seen: emails, expected: [this.tenant.admin.email, this.tenant.user.email].sort() }
      }
      case 'get-me': {
        const { body } = await this.#call('GET', '/me')
        return { seen: [body.id, body.tenantId], expected: [this.tenant.admin.userId, this.tenant.config.tenantId] }
      }
      case 'get-user':
        return this.#user(command.foreign, (id) => this.#call('GET', `/users/${id}`), '200')
      case 'change-user':
        return this.#user(command.foreign, (id) => this.#call('PUT', `/users/${id}`, { role: 'TenantUser' }), '200')
      case 'remove-user':
        // A person who is gone could not be taken back as he was: only those of others are tried.
        return this.#user(true, (id) => this.#call('DELETE', `/users/${id}`), '204')
      default:
        return command satisfies never
    }
  }

  async #user(foreign: boolean, call: (id: string) => Promise<{ answer: string }>, success: string) {
    const { answer } = await call(((foreign && this.others[0]) || this).tenant.user.userId)
    return { seen: answer, expected: foreign ? NOT_FOUND : success }
  }

  async #one(kind: 'products' | 'orders', choice: { pick: number; foreign: boolean }, remove: boolean) {
    const id = this.#pick(kind, choice)
    if (!id) return null
    const { answer } = await this.#call(remove ? 'DELETE' : 'GET', `/${kind}/${id}`)
    const there = remove ? this.model[kind].delete(id) : this.model[kind].has(id)
    return { seen: answer, expected: there ? (remove ? '204' : '200') : NOT_FOUND }
  }

  /** All pages; or one from where another tenant's list stands, which shows some of the own items and no other. */
  async #pages(kind: 'products' | 'orders', { limit, foreign }: { limit: number; foreign: boolean }) {
    const own = kind === 'products' ? this.#products() : this.#orders()
    const cursor = foreign && (await this.others[0]?.cursor(kind))
    if (!cursor) return { seen: (await this.#list(`/${kind}`, limit)).items, expected: own }
    const { items } = await this.#page(`/${kind}`, limit, cursor)
    const ids = new Set(own.map(({ id }) => id))
    return { seen: items.filter(({ id }) => !ids.has(id)), expected: [] }
  }

  /** Where this tenant's list stands after its first item. */
  async cursor(kind: 'products' | 'orders'): Promise<string | null> {
    return (await this.#page(`/${kind}`, 1)).nextCursor
  }

  async #list(path: string, limit: number) {
    const items: { id: string }[] = []
    let cursor: string | null = null
    do {
      const page = await this.#page(path, limit, cursor)
      items.push(...page.items)
      cursor = page.nextCursor
    } while (cursor)
    return { items: items.sort(byId) }
  }

  async #page(
    path: string,
    limit: number,
    cursor: string | null = null,
  ): Promise<{ items: { id: string }[]; nextCursor: string | null }> {
    const { body } = await this.#call('GET', `${path}?limit=${limit}${cursor ? `&cursor=${cursor}` : ''}`)
    const shown = path === '/products' ? productView : orderView
    return { items: body.items.map(shown), nextCursor: body.nextCursor }
  }

  #pick(kind: 'products' | 'orders', { pick, foreign }: { pick: number; foreign: boolean }): string | undefined {
    const from = foreign ? this.others.flatMap(({ model }) => [...model[kind].keys()]) : [...this.model[kind].keys()]
    return from[pick % from.length]
  }

  #lines({ picks, quantity, foreign }: { picks: number[]; quantity: number; foreign: boolean }): Ordered | null {
    const ids = picks.flatMap((pick) => this.#pick('products', { pick, foreign: false }) ?? [])
    const other = foreign ? this.#pick('products', { pick: picks[0] ?? 0, foreign }) : undefined
    const chosen = [...new Set([...ids, ...(other ? [other] : [])])]
    return chosen.length === 0 ? null : chosen.map((productId) => ({ productId, quantity }))
  }

  #products = () => [...this.model.products.values()].map(productView).sort(byId)
  #orders = () => [...this.model.orders.values()].map(orderView).sort(byId)
}

const NOT_FOUND = '404 NOT_FOUND'
const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1)
const productBody = (product: Omit<Product, 'id'>) => ({ ...product, sku: 'S', category: 'C' })
const productView = ({ id, name, price, stock }: Product): Product => ({ id, name, price, stock })
const orderView = ({ id, name, lines }: Order): Order => ({
  id,
  name,
  lines: lines.map(({ productId, quantity, price }) => ({ productId, quantity, price })),
})
