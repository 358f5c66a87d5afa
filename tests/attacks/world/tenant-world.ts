import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { register, type TenantConfig } from '../../acceptance/onboarding.ts'
import { send } from './http.ts'
import { acceptInvitation, invite, type Member } from './member.ts'

/** A tenant with an admin and a user, who have signed in. */
export interface TenantWorld {
  config: TenantConfig
  admin: Member
  user: Member
  /** An address that nobody has yet. */
  nextEmail(): string
}

/** What a tenant owns: ids that are nobody else's. */
export interface Belongings {
  productId: string
  orderId: string
  /** Cursors of its lists, by path. */
  cursors: Record<string, string>
}

export const PRODUCT = { name: 'Lamp', sku: 'L-1', price: 19.99, category: 'Light', stock: 100_000 }

/** From a registration to two people who may call. */
export async function tenantWorld(endpoints: Endpoints, name: string): Promise<TenantWorld> {
  const domain = `${name.toLowerCase().replaceAll(' ', '-')}.example`
  const config = await register(endpoints, name, `admin@${domain}`, 'Premium')
  const admin = await acceptInvitation(endpoints, config, `admin@${domain}`)
  const user = await invite(endpoints, { config, admin }, `user@${domain}`, 'TenantUser')
  let people = 0
  return { config, admin, user, nextEmail: () => `person-${++people}@${domain}` }
}

/** Makes a product, as the tenant's admin; answers its id. */
export const makeProduct = (tenant: TenantWorld, change: object = {}): Promise<string> =>
  make(tenant, '/products', { ...PRODUCT, ...change })

/** Places an order of one product; answers its id. */
export const makeOrder = async (tenant: TenantWorld, productId: string, name = 'Order'): Promise<string> =>
  make(tenant, '/orders', { name, lines: [{ productId, quantity: 1 }] })

/** Invites someone new; answers his id. */
export const invitee = (tenant: TenantWorld): Promise<string> =>
  make(tenant, '/users', { email: tenant.nextEmail(), role: 'TenantUser' })

/** Fills a tenant with goods whose names carry a word that nobody else may ever read. */
export async function belongingsOf(tenant: TenantWorld, canary: string): Promise<Belongings> {
  const productId = await makeProduct(tenant, { name: `${canary} lamp`, sku: canary })
  await makeProduct(tenant, { name: `${canary} desk` })
  const orderId = await makeOrder(tenant, productId, `${canary} order`)
  await makeOrder(tenant, productId, `${canary} second`)
  const cursors = await Promise.all(
    ['/products', '/orders', '/users'].map(async (path) => [path, await firstCursor(tenant, path)] as const),
  )
  return { productId, orderId, cursors: Object.fromEntries(cursors) }
}

async function make({ config, admin }: TenantWorld, path: string, body: object): Promise<string> {
  const { status, text } = await send(config.apiUrl, { method: 'POST', path, token: admin.token, body }, true)
  if (status !== 201) throw new Error(`POST ${path} was answered ${status} ${text}`)
  return JSON.parse(text).id
}

async function firstCursor({ config, admin }: TenantWorld, path: string): Promise<string> {
  const { text } = await send(config.apiUrl, { method: 'GET', path: `${path}?limit=1`, token: admin.token })
  return JSON.parse(text).nextCursor
}
