/** Parts that an amount is divided by. */
export interface Parts {
  count: number
  /** Each a whole number of at least 0. They add up to `total`. */
  weight(part: number): bigint
  total: bigint
}

/**
 * Divides an amount of at least 0 by largest remainder: every part gets what it is due rounded down, and what is left goes, one each,
 * to those that lost most. Of equal ones the earlier part comes first.
 */
export function divideExactly(amount: bigint, { count, weight, total }: Parts): bigint[] {
  const due = Array.from({ length: count }, (_, part) => amount * weight(part))
  const shares = due.map((product) => product / total)
  const left = shares.reduce((rest, share) => rest - share, amount)
  const order = byLargest(due.map((product, part) => ({ part, remainder: product % total })))
  for (const { part } of order.slice(0, Number(left))) shares[part] = (shares[part] ?? 0n) + 1n
  return shares
}

export function byLargest(parts: { part: number; remainder: bigint }[]): { part: number; remainder: bigint }[] {
  return parts.sort((a, b) => (a.remainder === b.remainder ? a.part - b.part : a.remainder > b.remainder ? -1 : 1))
}
