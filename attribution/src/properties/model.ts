import type { BillRow, UsageRow } from './inputs.ts'

/** More decimals than any input has. */
const SCALE = 45

/** What attribution must answer, said as plainly as possible: integers, loops, and nothing of what it is made of. */
export function model(
  bill: BillRow[],
  usage: UsageRow[],
  policy: 'billed' | 'metered',
  basis: 'billedCost' | 'listCost',
) {
  const result = {
    total: 0n,
    unallocated: 0n,
    byTenant: {} as Record<string, bigint>,
    byTenantService: {} as Record<string, bigint>,
  }
  for (const line of bill) {
    const cost = scaled(line[basis], 12)
    const metered = new Map<string | null, bigint>()
    const driver = driverOf(line)
    for (const { subject, time, usage: used } of usage) {
      if (driver === null || !Object.hasOwn(used, driver) || !isWithin(time, line)) continue
      metered.set(subject, (metered.get(subject) ?? 0n) + scaled(used[driver] ?? '', SCALE))
    }
    const all = [...metered.values()].reduce((sum, units) => sum + units, 0n)
    const billed = bill
      .filter(
        (other) =>
          driver !== null && driverOf(other) === driver && other.start === line.start && other.end === line.end,
      )
      .reduce((sum, { quantity = '0' }) => sum + scaled(quantity, SCALE), 0n)
    const whole = policy === 'billed' && billed > all ? billed : all
    const tenants = [...metered.keys()].filter(
      (tenant) => tenant !== null && (metered.get(tenant) ?? 0n) > 0n,
    ) as string[]
    const weights = tenants.sort((a, b) => (a < b ? -1 : 1)).map((tenant) => metered.get(tenant) ?? 0n)
    weights.push(whole - weights.reduce((sum, weight) => sum + weight, 0n))
    const shares = whole === 0n ? [cost] : divided(cost, weights, whole)
    result.total += cost
    result.unallocated += shares.at(-1) ?? 0n
    if (whole === 0n) continue
    for (const [index, tenant] of tenants.entries()) {
      add(result.byTenant, tenant, shares[index] ?? 0n)
      add(result.byTenantService, `${tenant}|${line.service}`, shares[index] ?? 0n)
    }
  }
  return result
}

function divided(cost: bigint, weights: bigint[], whole: bigint): bigint[] {
  const [sign, amount] = cost < 0n ? [-1n, -cost] : [1n, cost]
  const shares = weights.map((weight) => (amount * weight) / whole)
  const lost = weights.map((weight, index) => ({ index, rest: (amount * weight) % whole }))
  lost.sort((a, b) => (a.rest > b.rest ? -1 : a.rest < b.rest ? 1 : a.index - b.index))
  for (let left = amount - shares.reduce((sum, share) => sum + share, 0n); left > 0n; left--) {
    const next = lost.shift()?.index ?? 0
    shares[next] = (shares[next] ?? 0n) + 1n
  }
  return shares.map((share) => sign * share)
}

const LOOKED_UP: Record<string, string> = { AmazonDynamoDB: 'ddbReadUnits', AWSLambda: 'lambdaMbMs' }

const driverOf = ({ driver, service }: BillRow): string | null =>
  driver === undefined ? (LOOKED_UP[service] ?? null) : driver

const isWithin = (time: string, { start, end }: BillRow): boolean =>
  Date.parse(start) <= Date.parse(time) && Date.parse(time) < Date.parse(end)

function scaled(text: string, decimals: number): bigint {
  const [whole = '', fraction = ''] = text.split('.')
  return BigInt(whole + fraction.padEnd(decimals, '0'))
}

function add(sums: Record<string, bigint>, name: string, amount: bigint): void {
  Object.defineProperty(sums, name, {
    value: (Object.hasOwn(sums, name) ? (sums[name] ?? 0n) : 0n) + amount,
    enumerable: true,
    configurable: true,
    writable: true,
  })
}
