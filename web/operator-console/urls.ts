// Every address of the console. Pages are reached by these functions, so that no link is written by hand.

export const home = (): string => '/'
/** `filter` is what the list is narrowed to. */
export const tenants = (filter: { status?: string; tier?: string } = {}): string => {
  const search = new URLSearchParams(filter).toString()
  return `/tenants${search && `?${search}`}`
}
export const newTenant = (): string => '/tenants/new'
export const tenant = (tenantId: string): string => `/tenants/${encodeURIComponent(tenantId)}`
export const operators = (): string => '/operators'
export const newOperator = (): string => '/operators/new'
export const failedMessages = (): string => '/failed-messages'
/** `filter` is what the audit is narrowed to. */
export const audit = (filter: { tenantId?: string; actor?: string; object?: string } = {}): string => {
  const search = new URLSearchParams(filter).toString()
  return `/audit${search && `?${search}`}`
}
/** `back` is where the operator was going. */
export const signIn = (back?: string): string => `/sign-in${back ? `?${new URLSearchParams({ back })}` : ''}`

/** Only paths of the console itself: a link from elsewhere must not lead away after the sign-in. */
export const safeBack = (back: string | null): string =>
  back && /^\/(?![/\\])[\w/-]*(\?[^#]*)?$/.test(back) ? back : home()
