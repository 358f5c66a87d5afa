import { atScale, type Decimal } from '../decimal.ts'
import type { Weights } from '../usage/weights.ts'
import type { NearParts } from './divide.ts'

/** `billed`: metered ÷ the larger of metered and billed quantity, so that what nobody used stays unallocated. `metered`: shares of what was metered. */
export type Policy = 'billed' | 'metered'

/** What the lines of one driver, account, Region and interval are divided by. The last part is unallocated. */
export interface GroupParts extends NearParts {
  /** Places of the tenants that the other parts belong to. */
  tenants: Int32Array
  /** What of the last part the platform used itself; the rest of it was idle. */
  platform: bigint
  /** Decimals of `total`, of `platform` and of each weight, which are whole numbers. */
  scale: number
}

/** `quantity` is what the lines of the group bill together. */
export function groupParts(weights: Weights, quantity: Decimal, policy: Policy): GroupParts {
  const scale = Math.max(weights.scale, quantity.scale)
  const factor = 10n ** BigInt(scale - weights.scale)
  const metered = weights.total * factor
  const billed = policy === 'billed' ? atScale(quantity, scale) : 0n
  const total = billed > metered ? billed : metered
  const platform = weights.platform * factor
  const idle = total - metered
  const count = weights.tenants.length + 1
  const nearTotal = Number(total) / Number(10n ** BigInt(scale))
  const ratios = new Float64Array(count)
  weights.approximate.forEach((weight, part) => {
    ratios[part] = weight / nearTotal
  })
  ratios[count - 1] = total === 0n ? 0 : Number(platform + idle) / Number(total)
  return {
    count,
    ratios,
    weight: (part) => (part === count - 1 ? platform + idle : weights.exact(part) * factor),
    total,
    tenants: weights.tenants,
    platform,
    scale,
  }
}
