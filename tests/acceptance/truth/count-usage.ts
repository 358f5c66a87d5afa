import { countInvocations, type Invocation } from './count-invocations.ts'
import type { Told } from './read-count.ts'

/** What a tenant used of a service in an hour. */
export interface Counted {
  requests: number
  errors: number
  serverErrors: number
  throttles: number
  readUnits: number
  writeUnits: number
  billedMs: number
}
export const NOTHING: Counted = {
  requests: 0,
  errors: 0,
  serverErrors: 0,
  throttles: 0,
  readUnits: 0,
  writeUnits: 0,
  billedMs: 0,
}

/** How the product is seen from its account. */
export interface Product {
  /** The tenant that has an API key. */
  tenantOfKey: ReadonlyMap<string, string>
  /** The service of a route of the tenant API. */
  serviceOf(method: string, route: string): string | undefined
  /** The service that a function works for; undefined where it is the platform's. */
  serviceOfFunction(name: string): string | undefined
}

export interface Truth {
  /** By hour, tenant and service. */
  rows: Map<string, Counted>
  /** By hour, of all functions, whoever they worked for. */
  totals: Map<string, Pick<Counted, 'readUnits' | 'writeUnits' | 'billedMs'>>
  /** What invocations had used that a kill cut off: some of it may have been told before. */
  cut: Map<string, Counted>
}

export const hourIn = (at: number): string => new Date(at).toISOString().slice(0, 13)
export const rowKey = (hour: string, tenantId: string | null, service: string): string =>
  `${hour} ${tenantId ?? 'nobody'} ${service}`

/** Counts by API keys, session tags and invocations what each tenant used. */
export function countUsage(told: readonly Told[], { tenantOfKey, serviceOf, serviceOfFunction }: Product): Truth {
  const invocations = countInvocations(told)
  const truth: Truth = { rows: new Map(), totals: new Map(), cut: new Map() }
  const tenantOf = new Map<string, string>()
  const lastOf = lastAttempts(invocations)
  const answered = new Set<string | null>()
  for (const use of told) {
    if (use.type !== 'request') continue
    const tenantId = use.apiKeyId === null ? null : (tenantOfKey.get(use.apiKeyId) ?? null)
    if (tenantId !== null) {
      for (const id of [use.authorizerRequestId, use.functionRequestId]) if (id !== null) tenantOf.set(id, tenantId)
    }
    answered.add(use.functionRequestId)
    const service = serviceOf(use.method, use.route ?? '')
    if (service) add(truth.rows, rowKey(hourIn(use.at), tenantId, service), ofStatus(use.status))
  }
  for (const [id, invocation] of invocations) {
    const { functionName, startedAt, readUnits, writeUnits, billedMs, tenants, messageIds } = invocation
    const hour = hourIn(startedAt)
    const used = { readUnits, writeUnits, billedMs: billedMs ?? 0 }
    if (billedMs !== null) add(truth.totals, hour, used)
    const service = serviceOfFunction(functionName)
    if (!service) continue
    const tenantId = oneOf(invocation, tenantOf.get(id))
    const key = rowKey(hour, tenantId, service)
    // Requests of APIs are counted above; an authorizer's are its invocations, and a worker's are messages, each in its last attempt.
    const messages = messageIds.filter((messageId) => lastOf.get(messageId) === id || billedMs === null)
    const requests = service === 'authorizer' ? 1 : messages.length
    if (tenants.size > 1) throw new Error(`${functionName} worked for several tenants at once.`)
    add(billedMs === null ? truth.cut : truth.rows, key, { requests, ...used })
    // A function that has answered, and a kill before the gateway did: whatever its status was, usage counts it.
    const isUnanswered = service !== 'authorizer' && messageIds.length === 0 && !answered.has(id)
    if (isUnanswered) add(truth.cut, key, { requests: 1, errors: 1, serverErrors: 1, throttles: 0 })
  }
  return truth
}

/** The invocation that ended last of those that were given a message. */
function lastAttempts(invocations: ReadonlyMap<string, Invocation>): Map<string, string> {
  const lasts = new Map<string, string>()
  for (const [id, { messageIds, billedMs }] of invocations) {
    if (billedMs !== null) for (const messageId of messageIds) lasts.set(messageId, id)
  }
  return lasts
}

function oneOf({ functionName, tenants }: Invocation, byKey: string | undefined): string | null {
  const all = new Set([...tenants, ...(byKey === undefined ? [] : [byKey])])
  if (all.size > 1) throw new Error(`${functionName} worked under a session of another tenant: ${[...all].join(', ')}`)
  return [...all][0] ?? null
}

export const ofStatus = (status: number): Partial<Counted> => ({
  requests: 1,
  errors: Number(status >= 400 && status !== 429),
  serverErrors: Number(status >= 500),
  throttles: Number(status === 429),
})

export function add<Row extends Partial<Counted>>(rows: Map<string, Row>, key: string, part: Partial<Counted>): void {
  const before: Partial<Counted> = rows.get(key) ?? NOTHING
  const sums = Object.keys(NOTHING).map((name) => {
    const field = name as keyof Counted
    return [field, (before[field] ?? 0) + (part[field] ?? 0)]
  })
  rows.set(key, Object.fromEntries(sums) as Row)
}
