import { type BillItem, countedPerUnit, PRICE_LIST } from '@tenantry/local-cloud/billing/price-list.ts'
import { countInvocations, parentIn, rootIn } from './count-invocations.ts'
import { hourIn, type Product } from './count-usage.ts'
import { type Parts, partsOf, soleOf, wholeOf } from './parts-of.ts'
import type { Told } from './read-count.ts'

/** Dollars at list prices, by the hour, the tenant (null: nobody) and the service of the bill. */
export interface TrueCost {
  hour: string
  tenantId: string | null
  service: string
  dollars: number
}

/** Of the bill, what requests, invocations and calls of DynamoDB are the cause of. */
export const TOLD_ITEMS: BillItem[] = [
  ...(['apiGatewayRequests', 'logBytes', 'lambdaArm', 'lambdaX86', 'lambdaRequestsArm', 'lambdaRequestsX86'] as const),
  ...(['dynamodbReadUnits', 'dynamodbWriteUnits', 'traces'] as const),
]

/**
 * What each tenant's requests, invocations, calls of DynamoDB and traces cost, told apart by API keys, session tags, events and the traces that begin with them: with no code of the product's
 * metering, of its attribution or of the bill, but for the list of prices. A tick of a schedule is nobody's, whosever data it looks at.
 */
export function trueCosts(told: readonly Told[], { tenantOfKey }: Pick<Product, 'tenantOfKey'>): TrueCost[] {
  const sums = new Map<string, TrueCost>()
  const add = (at: number, parts: Parts, item: BillItem, amount: number): void => {
    const { service, metered, price } = PRICE_LIST.prices[item]
    // No item of these is counted by the month.
    const dollars = (amount / countedPerUnit(metered, 1)) * Number(price)
    const hour = hourIn(at)
    for (const [tenantId, part] of parts) {
      const key = JSON.stringify([hour, tenantId, service])
      const sum = sums.get(key) ?? { hour, tenantId, service, dollars: 0 }
      sum.dollars += dollars * part
      sums.set(key, sum)
    }
  }
  const invocations = countInvocations(told)
  const byKey = new Map<string, string>()
  /** Whose a trace is that began with a request, or else with an invocation. */
  const owners = new Map<string, Parts>()
  for (const use of told) {
    if (use.type !== 'request') continue
    const tenantId = use.apiKeyId === null ? null : (tenantOfKey.get(use.apiKeyId) ?? null)
    if (use.isBilled) add(use.at, wholeOf(tenantId), 'apiGatewayRequests', 1)
    add(use.at, wholeOf(tenantId), 'logBytes', use.logBytes)
    owners.set(rootIn(use.traceHeader), wholeOf(tenantId))
    if (tenantId === null) continue
    for (const id of [use.authorizerRequestId, use.functionRequestId]) if (id !== null) byKey.set(id, tenantId)
  }
  const all = new Set(tenantOfKey.values())
  const callers = new Map<string, { parts: Parts; isTick: boolean }>()
  /** Whose a trace is: what follows from somebody's work is theirs. Causes come before what they cause. */
  const traces = new Map<string, string>()
  for (const [id, invocation] of invocations) {
    const { segment, billedMs, endedAt, memoryMb, isArm, logBytes, root, named } = invocation
    const parts = partsOf(invocation, { byKey: byKey.get(id), all, traces })
    const sole = soleOf(parts)
    if (sole !== null) traces.set(root, sole)
    if (!owners.has(root)) owners.set(root, parts)
    callers.set(segment, { parts, isTick: named.isTick })
    if (billedMs === null) continue
    const kind = isArm ? 'Arm' : 'X86'
    add(endedAt, parts, `lambda${kind}`, billedMs * memoryMb)
    add(endedAt, parts, `lambdaRequests${kind}`, 1)
    add(endedAt, parts, 'logBytes', logBytes)
  }
  for (const use of told) {
    if (use.type === 'trace') add(use.at, owners.get(use.root) ?? wholeOf(null), 'traces', 1)
    if (use.type !== 'units') continue
    const caller = use.traceHeader === null ? undefined : callers.get(parentIn(use.traceHeader))
    const isTagged = use.tags.TenantId !== undefined && !caller?.isTick
    const parts = isTagged ? wholeOf(use.tags.TenantId ?? null) : (caller?.parts ?? wholeOf(null))
    add(use.at, parts, 'dynamodbReadUnits', use.read)
    add(use.at, parts, 'dynamodbWriteUnits', use.write)
  }
  return [...sums.values()]
}
