import type { BillLine } from '../bill/bill-line.ts'
import { add, ZERO } from '../decimal.ts'
import type { Metric } from '../metrics.ts'
import { magnitude, type Picodollars } from '../money.ts'
import type { Usage } from '../usage/usage.ts'
import { divide } from './divide.ts'
import { divideExactly } from './divide-exactly.ts'
import { type GroupParts, groupParts, type Policy } from './group-parts.ts'

/**
 * Why a cost is nobody's: the platform's own use or resources, capacity that nobody was metered to use (late records too), a line of whose driver
 * nothing was metered in its time, or a line that nothing says how to share.
 */
export const CAUSES = ['platform', 'idle', 'noUsage', 'noDriver'] as const
export type Cause = (typeof CAUSES)[number]

/** Who bears one line. The parts add up to its cost, to the picodollar. */
export interface LineShares {
  line: BillLine
  /** Places in the list of tenants, ascending. */
  tenants: Int32Array
  /** What each of them bears, without the line's sign. The memory is used again for the next line. */
  shares: Float64Array | bigint[]
  /** With the sign. */
  unallocated: Partial<Record<Cause, Picodollars>>
  /** What the line was divided by; absent where nobody needed to divide. */
  parts?: GroupParts
}

interface Driven extends BillLine {
  driver: Metric
}

/** Shares out lines one by one, grouped by what they are shared by, not in their order. */
export function* shareLines(lines: BillLine[], usage: Usage, policy: Policy): Generator<LineShares> {
  for (const line of lines) {
    if (line.owner !== undefined) yield ownersLine(line, usage, line.owner)
    else if (line.driver === null) yield unallocatedLine(line, 'noDriver')
  }
  const own = groupBy(
    lines.filter(isDriven).filter(({ owner }) => typeof owner === 'string'),
    byUsage,
  )
  const shared = lines.filter(isDriven).filter(({ owner }) => owner === undefined)
  // Lines of one interval together: what was used in it is then summed up once.
  const pooled = groupBy(
    shared.sort((a, b) => a.start - b.start || a.end - b.end),
    byUsage,
  )
  for (const [key, [first, ...others]] of pooled) {
    if (first === undefined) continue
    // What a silo was metered for is billed on its own resources, so the pool's lines are not shared by it.
    const silos = new Set(own.get(key)?.map(({ owner }) => usage.placeOf(owner ?? '')))
    const weights = usage.weights(first.driver, first, silos)
    for (const group of groupBy([first, ...others], byPlace).values()) {
      const quantity = group.reduce((sum, line) => add(sum, line.quantity ?? ZERO), ZERO)
      yield* shareGroup(group, groupParts(weights, quantity, policy))
    }
  }
}

function* shareGroup(group: Driven[], parts: GroupParts): Generator<LineShares> {
  const memory = new Float64Array(parts.count)
  for (const line of group) {
    // Whatever was billed: of what nothing is metered, nobody can say that it was idle.
    if (parts.count === 1 && parts.platform === 0n) {
      yield unallocatedLine(line, 'noUsage')
      continue
    }
    const amount = magnitude(line.cost)
    const shares = amount <= Number.MAX_SAFE_INTEGER ? memory : divideExactly(amount, parts)
    if (shares === memory) divide(Number(amount), parts, memory)
    const rest = BigInt(shares[parts.count - 1] ?? 0)
    const idle = parts.weight(parts.count - 1) - parts.platform
    const [platform = 0n] = rest === 0n ? [] : divideExactly(rest, twoParts(parts.platform, idle))
    const sign = line.cost < 0n ? -1n : 1n
    yield {
      line,
      tenants: parts.tenants,
      shares,
      unallocated: { platform: sign * platform, idle: sign * (rest - platform) },
      parts,
    }
  }
}

const twoParts = (first: bigint, second: bigint) => ({
  count: 2,
  weight: (part: number) => (part === 0 ? first : second),
  total: first + second,
})

const unallocatedLine = (line: BillLine, cause: Cause): LineShares => ({
  line,
  tenants: new Int32Array(0),
  shares: [],
  unallocated: { [cause]: line.cost },
})

const ownersLine = (line: BillLine, usage: Usage, owner: string | null): LineShares =>
  owner === null
    ? unallocatedLine(line, 'platform')
    : { line, tenants: Int32Array.of(usage.placeOf(owner)), shares: [magnitude(line.cost)], unallocated: {} }

const isDriven = (line: BillLine): line is Driven => line.driver !== null
const byUsage = ({ driver, start, end }: Driven): string => `${driver} ${start} ${end}`
const byPlace = ({ account, region }: Driven): string => JSON.stringify([account, region])

function groupBy<Item>(items: Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  return Map.groupBy(items, keyOf)
}
