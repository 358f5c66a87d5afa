// Every address of the public site. Pages are reached by these functions, so that no link is written by hand.

export const home = (): string => '/'
export const tiers = (): string => '/#tiers'
export const signUp = (tier?: string): string => `/sign-up${query({ tier })}`
export const registration = (id: string): string => `/sign-up/${encodeURIComponent(id)}`
/** `back` is where the person was going. */
export const signIn = (options: { tenant?: string; back?: string } = {}): string => `/sign-in${query(options)}`

export const app = (): string => '/app'
export const products = (): string => '/app/products'
export const newProduct = (): string => '/app/products/new'
export const product = (id: string): string => `/app/products/${encodeURIComponent(id)}`
export const editProduct = (id: string): string => `${product(id)}/edit`
export const orders = (): string => '/app/orders'
export const newOrder = (): string => '/app/orders/new'
export const order = (id: string): string => `/app/orders/${encodeURIComponent(id)}`
export const editOrder = (id: string): string => `${order(id)}/edit`
export const people = (): string => '/app/people'

/** Only paths of the app itself: a link from elsewhere must not lead away after the sign-in. */
export const safeBack = (back: string | null): string =>
  back && /^\/app(\/[\w/-]*)?(\?[^#]*)?$/.test(back) ? back : app()

function query(values: Record<string, string | undefined>): string {
  const given = Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  const text = new URLSearchParams(given).toString()
  return text && `?${text}`
}
