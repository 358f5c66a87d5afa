/** What each driver cost in a week, and how much of it was used. */
export type Week = Map<string, DriverWeek>

interface DriverWeek {
  cost: bigint
  used: number
}

/** In picodollars. */
export interface Change {
  before: bigint
  after: bigint
  change: bigint
  /** What the change would be at the price of a unit that held before. */
  byUse: bigint
  /** The rest of it. */
  byPrice: bigint
}

const NOTHING = { cost: 0n, used: 0 }

export function changeOf(before: Week = new Map(), after: Week = new Map()): Change {
  const sums = { before: 0n, after: 0n, byUse: 0n }
  for (const driver of new Set([...before.keys(), ...after.keys()])) {
    const [first, second] = [before.get(driver) ?? NOTHING, after.get(driver) ?? NOTHING]
    sums.before += first.cost
    sums.after += second.cost
    sums.byUse += usePart(driver, first, second)
  }
  const change = sums.after - sums.before
  return { ...sums, change, byPrice: change - sums.byUse }
}

function usePart(driver: string, before: DriverWeek, after: DriverWeek): bigint {
  // Without a driver there is no use that could explain it.
  if (driver === '') return 0n
  // What was not used before had no price, and what is used no longer costs nothing.
  if (before.used === 0 || after.used === 0) return after.cost - before.cost
  return BigInt(Math.round(Number(before.cost) * (after.used / before.used - 1)))
}
