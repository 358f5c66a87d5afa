import type { UsageSums } from '@tenantry/contracts/usage.ts'

/** In the order in which rows show them. */
export const SUM_NAMES = [
  'requests',
  'errors',
  'serverErrors',
  'throttles',
  'readUnits',
  'writeUnits',
  'billedMs',
  'mbMs',
  'bytesIn',
  'bytesOut',
  'logBytes',
] as const satisfies (keyof UsageSums)[]

export const noSums = (): UsageSums => ({
  requests: 0,
  errors: 0,
  serverErrors: 0,
  throttles: 0,
  readUnits: 0,
  writeUnits: 0,
  billedMs: 0,
  mbMs: 0,
  bytesIn: 0,
  bytesOut: 0,
  logBytes: 0,
})

/** DynamoDB counts in halves of a unit, so sums are exact in any order. */
export function addSums(total: UsageSums, part: Partial<UsageSums>): void {
  for (const name of SUM_NAMES) total[name] += part[name] ?? 0
}

export const isNothing = (sums: UsageSums): boolean => SUM_NAMES.every((name) => sums[name] === 0)

/** How one request with this status counts. */
export const countStatus = (status: number): Pick<UsageSums, 'requests' | 'errors' | 'serverErrors' | 'throttles'> => ({
  requests: 1,
  errors: status >= 400 && status !== 429 ? 1 : 0,
  serverErrors: status >= 500 ? 1 : 0,
  throttles: status === 429 ? 1 : 0,
})
