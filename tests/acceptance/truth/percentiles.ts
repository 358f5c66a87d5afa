import type { TenantUsageView } from '@tenantry/contracts/control-plane-api/usage-schemas.ts'
import { UsageLine } from '@tenantry/contracts/usage.ts'
import * as z from 'zod/mini'
import type { Told } from './read-count.ts'

/** Milliseconds of a tenant's requests of an operation, as functions logged them, in ascending order. */
export const durationsOf = (told: readonly Told[], of: { tenantId: string; operation: string }): number[] =>
  told
    .flatMap((use) => (use.type === 'line' ? [z.parse(UsageLine, JSON.parse(use.message))] : []))
    .filter(({ tenantId, operation }) => tenantId === of.tenantId && operation === of.operation)
    .map(({ durationMs }) => durationMs)
    .sort((one, other) => one - other)

/** Which percentiles of a row are further away than a share from what they are of the values themselves. */
export function wrongPercentiles(row: TenantUsageView, values: readonly number[], share: number): string[] {
  const ranks = { p50Ms: 0.5, p95Ms: 0.95, p99Ms: 0.99 } as const
  return Object.entries(ranks).flatMap(([name, quantile]) => {
    const is = row[name as keyof typeof ranks] ?? 0
    const rank = quantile * (values.length - 1)
    const [least = 0, most = 0] = [values[Math.floor(rank)], values[Math.ceil(rank)]]
    return is < least * (1 - share) || is > most * (1 + share) ? [`${name} is ${is}, not ${least} to ${most}`] : []
  })
}
