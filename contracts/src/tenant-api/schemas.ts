import * as z from 'zod/mini'
import { TenantId } from '../ids.ts'
import { type OperationSchemas, pageOf } from '../openapi.ts'
import { MEMBERSHIP_STATES, TENANT_ROLES } from '../roles.ts'
import type { TENANT_ROUTES } from './routes.ts'

export type TenantOperation = (typeof TENANT_ROUTES)[number]['operation']

const text = (length: number) =>
  z.string().check(z.minLength(1), z.maxLength(length), z.regex(/\S/, 'it must not be blank'))

/** ISO 4217. Amounts have two decimals in every currency. */
const Currency = z.string().check(z.regex(/^[A-Z]{3}$/, 'three capital letters, for example USD'))

/** The largest price and quantity keep the total of an order exact: 50 lines stay below 2^53 minor units. */
const MAX_PRICE = 100_000_000
const MAX_QUANTITY = 10_000
const MAX_STOCK = 1_000_000_000
export const MAX_LINES = 50

const Price = z.number().check(
  z.minimum(0),
  z.maximum(MAX_PRICE),
  z.refine((price) => /^\d+(\.\d{1,2})?$/.test(String(price)), 'it must have at most two decimals'),
)

export const ProductBody = z
  .strictObject({
    name: text(100),
    sku: text(64),
    price: Price,
    currency: z._default(Currency, 'USD'),
    category: text(64),
    stock: z.int().check(z.minimum(0), z.maximum(MAX_STOCK)),
  })
  .register(z.globalRegistry, { id: 'ProductBody' })
export type ProductBody = z.infer<typeof ProductBody>

const stamps = { createdAt: z.iso.datetime(), updatedAt: z.iso.datetime() }

export const ProductView = z
  .object({
    id: z.string(),
    name: z.string(),
    sku: z.string(),
    price: z.number(),
    currency: z.string(),
    category: z.string(),
    stock: z.int(),
    ...stamps,
  })
  .register(z.globalRegistry, { id: 'Product' })
export type ProductView = z.infer<typeof ProductView>

const OrderLine = z.strictObject({
  productId: z.string().check(z.minLength(1), z.maxLength(64)),
  quantity: z.int().check(z.minimum(1), z.maximum(MAX_QUANTITY)),
})

export const OrderBody = z
  .strictObject({ name: text(100), lines: z.array(OrderLine).check(z.minLength(1), z.maxLength(MAX_LINES)) })
  .register(z.globalRegistry, { id: 'OrderBody' })
export type OrderBody = z.infer<typeof OrderBody>

const order = z.optional(z.enum(['asc', 'desc']))
/** Part of a name, SKU or category, in any case; for orders, of the order's or a product's name. */
const search = z.optional(text(100))

/** How a list of products may be asked for; oldest first unless it says otherwise. */
export const ProductListing = z.strictObject({
  search,
  sort: z.optional(z.enum(['createdAt', 'name', 'price'])),
  order,
})
export const OrderListing = z.strictObject({ search, sort: z.optional(z.enum(['createdAt', 'name', 'total'])), order })

export const ORDER_STATUSES = ['placed', 'fulfilled'] as const

export const OrderView = z
  .object({
    id: z.string(),
    name: z.string(),
    /** Placed by people, fulfilled by the shop: no request sets it. */
    status: z.enum(ORDER_STATUSES),
    /** `price` is the product's when it entered the order. */
    lines: z.array(
      z.object({
        productId: z.string(),
        productName: z.string(),
        quantity: z.int(),
        price: z.number(),
        total: z.number(),
      }),
    ),
    currency: z.string(),
    total: z.number(),
    ...stamps,
  })
  .register(z.globalRegistry, { id: 'Order' })
export type OrderView = z.infer<typeof OrderView>

const Role = z.enum(TENANT_ROLES)
/** Cognito takes user names of up to 128 characters. https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUser.html */
const Email = z.string().check(z.maxLength(128, { abort: true }), z.email('an e-mail address'))

export const InvitationBody = z.strictObject({ email: Email, role: Role }).register(z.globalRegistry, {
  id: 'InvitationBody',
})
/** Without `state` the person stays as active or disabled as he is. */
export const UserBody = z
  .strictObject({ role: Role, state: z.optional(z.enum(['active', 'disabled'])) })
  .register(z.globalRegistry, { id: 'UserBody' })

const user = {
  id: z.string(),
  email: z.string(),
  role: Role,
  state: z.enum(MEMBERSHIP_STATES),
  createdAt: z.iso.datetime(),
}
export const UserView = z.object(user).register(z.globalRegistry, { id: 'User' })
export type UserView = z.infer<typeof UserView>

export const MeView = z
  .object({ ...user, tenantId: TenantId, tenantName: z.string(), tier: z.string() })
  .register(z.globalRegistry, { id: 'Me' })
export type MeView = z.infer<typeof MeView>

/** A tenant that the caller belongs to. Naming an invited one at sign-in or refresh accepts the invitation. */
export const MyTenantView = z
  .object({ tenantId: TenantId, name: z.string(), role: Role, state: z.enum(MEMBERSHIP_STATES) })
  .register(z.globalRegistry, { id: 'MyTenant' })
export type MyTenantView = z.infer<typeof MyTenantView>

/** What each operation of the tenant API takes and answers: validation and the OpenAPI document read the same schemas. */
export const TENANT_SCHEMAS = {
  listProducts: {
    summary: 'Products, oldest first.',
    query: ProductListing,
    paged: true,
    response: pageOf(ProductView),
  },
  createProduct: { summary: 'Add a product.', body: ProductBody, response: ProductView },
  getProduct: { summary: 'One product.', response: ProductView },
  replaceProduct: { summary: 'Replace a product as a whole.', body: ProductBody, response: ProductView },
  deleteProduct: { summary: 'Delete a product; orders keep what they say of it.' },
  listOrders: { summary: 'Orders, oldest first.', query: OrderListing, paged: true, response: pageOf(OrderView) },
  placeOrder: {
    summary: 'Order products at their present price, and take their stock.',
    body: OrderBody,
    response: OrderView,
    errors: ['OUT_OF_STOCK'],
  },
  getOrder: { summary: 'One order.', response: OrderView },
  replaceOrder: {
    summary: 'Replace an order; products that it had keep their price.',
    body: OrderBody,
    response: OrderView,
    errors: ['OUT_OF_STOCK', 'CONFLICT'],
  },
  deleteOrder: { summary: 'Delete an order and return its stock.', errors: ['CONFLICT'] },
  listUsers: { summary: 'People of the tenant.', paged: true, response: pageOf(UserView) },
  inviteUser: {
    summary: 'Invite a person; someone who has an account already accepts by signing in to this tenant.',
    body: InvitationBody,
    response: UserView,
    errors: ['CONFLICT'],
  },
  getUser: { summary: 'One person.', response: UserView },
  replaceUser: {
    summary: "Change a person's role, disable or enable him. Nobody changes himself, and one tenant admin stays.",
    body: UserBody,
    response: UserView,
    errors: ['CONFLICT'],
  },
  removeUser: { summary: 'Remove a person from the tenant; one tenant admin stays.', errors: ['CONFLICT'] },
  getMe: { summary: 'Who calls, and for which tenant.', response: MeView },
  listMyTenants: { summary: 'The tenants that the caller belongs to.', paged: true, response: pageOf(MyTenantView) },
  getOpenApi: { summary: 'This document.', response: z.looseObject({ openapi: z.string() }) },
} as const satisfies Record<TenantOperation, OperationSchemas>
