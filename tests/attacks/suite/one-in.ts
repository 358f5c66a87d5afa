import type { Attempt } from './attempt.ts'

/**
 * One in `share` of the attempts, spread over all of them, and with it the first on every operation, by everyone, and of every mutation that many
 * share: what is left out differs from what is in by a combination alone. The same attempts are chosen each time.
 */
export function oneIn(share: number, attempts: Attempt[]): Attempt[] {
  const known = new Set<string>()
  const isNew = (kind: string): boolean => !known.has(kind) && Boolean(known.add(kind))
  return attempts.filter(({ operation, role, mutation }, at) => {
    const isFirst = [`operation ${operation}`, `role ${role}`, `mutation ${mutation}`].map(isNew).includes(true)
    return isFirst || at % share === 0
  })
}
