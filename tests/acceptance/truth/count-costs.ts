import { type BillItem, countedPerUnit, PRICE_LIST } from '@tenantry/local-cloud/billing/price-list.ts'
import { countInvocations, type Invocation, parentIn } from './count-invocations.ts'
import { hourIn, type Product } from './count-usage.ts'
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
  ...(['dynamodbReadUnits', 'dynamodbWriteUnits'] as const),
]

/**
 * What each tenant's requests, invocations and calls of DynamoDB cost, told apart by API keys, session tags and the traces that begin with them: with no code of the product's
 * metering, of its attribution or of the bill, but for the list of prices. An invocation that worked for several tenants is nobody's, for nobody can
 * tell their parts; its calls are those of their tags.
 */
export function trueCosts(told: readonly Told[], { tenantOfKey }: Pick<Product, 'tenantOfKey'>): TrueCost[] {
  const sums = new Map<string, TrueCost>()
  const add = (at: number, tenantId: string | null, item: BillItem, amount: number): void => {
    const { service, metered, price } = PRICE_LIST.prices[item]
    const hour = hourIn(at)
    const key = JSON.stringify([hour, tenantId, service])
    const sum = sums.get(key) ?? { hour, tenantId, service, dollars: 0 }
    // No item of these is counted by the month.
    sum.dollars += (amount / countedPerUnit(metered, 1)) * Number(price)
    sums.set(key, sum)
  }
  const invocations = countInvocations(told)
  const byKey = new Map<string, string>()
  for (const use of told) {
    if (use.type !== 'request') continue
    const tenantId = use.apiKeyId === null ? null : (tenantOfKey.get(use.apiKeyId) ?? null)
    if (use.isBilled) add(use.at, tenantId, 'apiGatewayRequests', 1)
    add(use.at, tenantId, 'logBytes', use.logBytes)
    if (tenantId === null) continue
    for (const id of [use.authorizerRequestId, use.functionRequestId]) if (id !== null) byKey.set(id, tenantId)
  }
  const tenants = new Map<string, string | null>()
  /** Whose a trace is: what follows from somebody's work is theirs. Causes come before what they cause. */
  const traces = new Map<string, string>()
  for (const [id, invocation] of invocations) {
    const { segment, billedMs, endedAt, memoryMb, isArm, logBytes, root, causes } = invocation
    const tenantId =
      oneOf(known(invocation, byKey.get(id))) ?? oneOf([root, ...causes].flatMap((trace) => traces.get(trace) ?? []))
    if (tenantId !== null) traces.set(root, tenantId)
    tenants.set(segment, tenantId)
    if (billedMs === null) continue
    const kind = isArm ? 'Arm' : 'X86'
    add(endedAt, tenantId, `lambda${kind}`, billedMs * memoryMb)
    add(endedAt, tenantId, `lambdaRequests${kind}`, 1)
    add(endedAt, tenantId, 'logBytes', logBytes)
  }
  for (const use of told) {
    if (use.type !== 'units') continue
    const caller = use.traceHeader === null ? null : (tenants.get(parentIn(use.traceHeader)) ?? null)
    const tenantId = use.tags.TenantId ?? caller
    add(use.at, tenantId, 'dynamodbReadUnits', use.read)
    add(use.at, tenantId, 'dynamodbWriteUnits', use.write)
  }
  return [...sums.values()]
}

const known = ({ tenants }: Invocation, byKey: string | undefined): string[] => [
  ...tenants,
  ...(byKey === undefined ? [] : [byKey]),
]

/** The one that all are; null where there are several, or none. */
function oneOf(tenants: string[]): string | null {
  const all = new Set(tenants)
  return all.size === 1 ? ([...all][0] ?? null) : null
}
