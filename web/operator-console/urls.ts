// Every address of the console. Pages are reached by these functions, so that no link is written by hand.

export const home = (): string => '/'
/** `filter` is what the list is narrowed to. */
export const tenants = (filter: { status?: string; tier?: string } = {}): string => {
  const search = new URLSearchParams(filter).toString()
  return `/tenants${search && `?${search}`}`
}
export const newTenant = (): string => '/tenants/new'
export const tenant = (tenantId: string): string => `/tenants/${encodeURIComponent(tenantId)}`
/** `at` is the interval that is looked at; the last hour without it. */
export const tenantHealth = (tenantId: string, at: Span = {}): string => `${tenant(tenantId)}/health${spanOf(at)}`
/** `at` is the interval that the requests are of. */
export const tenantRequests = (tenantId: string, at: Span = {}): string => `${tenant(tenantId)}/requests${spanOf(at)}`
/** `at` is the interval that the usage is of. */
export const tenantUsage = (tenantId: string, at: Span = {}): string => `${tenant(tenantId)}/usage${spanOf(at)}`
/** `at` are the days that the costs are of. */
export const tenantCosts = (tenantId: string, at: Span = {}): string => `${tenant(tenantId)}/costs${spanOf(at)}`
/** `scope` is what the costs are of, `by` what they are broken down by. */
export const costs = (scope: CostScope = {}, by?: string): string => `/costs${searchOf({ ...scope, by })}`
export const unallocatedCosts = (scope: Span & { service?: string | undefined } = {}): string =>
  `/costs/unallocated${searchOf(scope)}`
/** The lines of the bill of a day and a service; without a tenant, what nobody bears of them. */
export const costLines = (of: { day: string; service: string; tenantId?: string | undefined }): string =>
  `/costs/lines${searchOf(of)}`
/** `month` is YYYY-MM; this one without it. */
export const margins = (month?: string): string => `/costs/margins${searchOf({ month })}`
export const costChanges = (): string => '/costs/changes'
export const costRuns = (): string => '/costs/runs'
/** `hints` lead to the request sooner: whose it was, and when. */
export const story = (requestId: string, hints: { tenantId?: string; at?: string } = {}): string => {
  const search = new URLSearchParams(hints).toString()
  return `/stories/${encodeURIComponent(requestId)}${search && `?${search}`}`
}
/** `at` is when something was wrong; the last 20 minutes without it. */
export const incidents = (at: Span = {}): string => `/incidents${spanOf(at)}`
export const alarms = (): string => '/alarms'
/** `paragraph` is the id of a heading of the guide for operations. */
export const guide = (paragraph = ''): string => `/guide${paragraph && `#${paragraph}`}`
export const tiers = (): string => '/tiers'
export const newTier = (): string => '/tiers/new'
export const tier = (name: string): string => `/tiers/edit/${encodeURIComponent(name)}`
/** `filter` is what the list is narrowed to. */
export const workflows = (filter: { stage?: string } = {}): string => {
  const search = new URLSearchParams(filter).toString()
  return `/workflows${search && `?${search}`}`
}
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

/** Moments in UTC, or nothing. */
type Span = { from?: string; to?: string }
type CostScope = Span & { tenantId?: string | undefined; tier?: string | undefined; service?: string | undefined }

function spanOf({ from, to }: Span): string {
  return from !== undefined && to !== undefined ? `?${new URLSearchParams({ from, to })}` : ''
}

/** The members that are there. */
function searchOf(members: Record<string, string | undefined>): string {
  const given = Object.entries(members).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const search = new URLSearchParams(given).toString()
  return search && `?${search}`
}

/** Only paths of the console itself: a link from elsewhere must not lead away after the sign-in. */
export const safeBack = (back: string | null): string =>
  back && /^\/(?![/\\])[\w/%.~-]*(\?[^#]*)?(#[\w-]*)?$/.test(back) ? back : home()
