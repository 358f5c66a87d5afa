import { addCauses, type CostRow, type CostTotal, noCauses } from './cost-rows.ts'

/** Rows of all drivers of a service and interval together, without tenants, in the order of time and service. */
export function sumTotals(rows: Pick<CostRow, 'from' | 'service' | 'total' | 'unallocated'>[]): CostTotal[] {
  const sums = new Map<string, CostTotal>()
  for (const { from, service, total, unallocated } of rows) {
    const key = `${from} ${service}`
    const sum = sums.get(key) ?? { from, service, total: 0n, unallocated: noCauses() }
    sum.total += total
    addCauses(sum.unallocated, unallocated)
    sums.set(key, sum)
  }
  return [...sums.values()].sort((a, b) => a.from - b.from || (a.service < b.service ? -1 : 1))
}
