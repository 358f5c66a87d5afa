/**
 * A whole amount (milliseconds, bytes) shared by weights, so that the shares are whole and their sum is what was shared: the largest remainders get one more. Equal
 * remainders are served in the order of the weights.
 */
export function splitBilled(billedMs: number, weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const even = total === 0
  const exact = weights.map((weight) => (even ? billedMs / weights.length : (billedMs * weight) / total))
  const shares = exact.map(Math.floor)
  let left = billedMs - shares.reduce((sum, share) => sum + share, 0)
  const remainder = (n: number) => (exact[n] ?? 0) - (shares[n] ?? 0)
  const order = exact.map((_, n) => n).sort((a, b) => remainder(b) - remainder(a) || a - b)
  for (const n of order) {
    if (left <= 0) break
    shares[n] = (shares[n] ?? 0) + 1
    left--
  }
  return shares
}
