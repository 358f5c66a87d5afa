import type { Attempt } from './attempt.ts'

/** A class of at most so many times `share` attempts is made whole. */
const FEW = 10

/**
 * One in `share` of the attempts, spread over all of them, and with it the first on every operation, by everyone, and of every mutation: what is
 * left out differs from what is in by a combination alone. Of an operation that has more than `share` mutations to itself, which are then generated,
 * its share is taken. The same attempts are chosen each time.
 */
export function oneIn(share: number, attempts: Attempt[]): Attempt[] {
  if (attempts.length <= share * FEW) return attempts
  const isGenerated = generatedOf(share, attempts)
  const known = new Set<string>()
  const isNew = (kind: string): boolean => !known.has(kind) && Boolean(known.add(kind))
  return attempts.filter((attempt, at) => {
    const { operation, role, mutation } = attempt
    const kinds = [`operation ${operation}`, `role ${role}`, ...(isGenerated(attempt) ? [] : [`mutation ${mutation}`])]
    return kinds.map(isNew).includes(true) || at % share === 0
  })
}

/** Tells the mutations that one operation alone has, where it has more than `share` of them. */
function generatedOf(share: number, attempts: Attempt[]): (attempt: Attempt) => boolean {
  const operationsOf = new Map<string, Set<string>>()
  for (const { operation, mutation } of attempts)
    operationsOf.set(mutation, (operationsOf.get(mutation) ?? new Set()).add(operation))
  const own = new Map<string, number>()
  for (const [only, another] of operationsOf.values())
    if (only !== undefined && another === undefined) own.set(only, (own.get(only) ?? 0) + 1)
  return ({ operation, mutation }) => operationsOf.get(mutation)?.size === 1 && (own.get(operation) ?? 0) > share
}
