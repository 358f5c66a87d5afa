import type { Invocation } from './count-invocations.ts'

/** How much of an invocation is whose; together one. Null is nobody's. */
export type Parts = ReadonlyMap<string | null, number>

interface Known {
  /** The tenant whose key the request had that the invocation answers. */
  byKey: string | undefined
  /** Tenants that there are. */
  all: ReadonlySet<string>
  /** Whose the traces are that began before. */
  traces: ReadonlyMap<string, string>
}

/**
 * Whom an invocation worked for, by the key of its request, the tags of its sessions, and what its event and its answer name; of a user pool's trigger that names nobody by the keys
 * that it read; else by the trace that it follows from. A tick of a schedule is nobody's: sweepers repair what a crash of the platform left. Messages of a batch share it evenly: nobody can see how long each of them took.
 */
export function partsOf({ named, tenants, words, root, causes }: Invocation, { byKey, all, traces }: Known): Parts {
  if (named.isTick) return wholeOf(null)
  if (named.messages.some((tenantId) => tenantId !== null)) return evenly(named.messages)
  const said = new Set([...tenants, ...named.tenants, ...(byKey === undefined ? [] : [byKey])])
  if (said.size > 0) return evenly([oneOf(said)])
  const read = named.isTrigger ? oneOf([...words].filter((word) => all.has(word))) : null
  return evenly([read ?? oneOf([root, ...causes].flatMap((trace) => traces.get(trace) ?? []))])
}

export const wholeOf = (tenantId: string | null): Parts => evenly([tenantId])

/** The one whose all of it is; null where there is none. */
export const soleOf = (parts: Parts): string | null => (parts.size === 1 ? oneOf(parts.keys()) : null)

function evenly(tenants: (string | null)[]): Parts {
  const parts = new Map<string | null, number>()
  for (const tenantId of tenants) parts.set(tenantId, (parts.get(tenantId) ?? 0) + 1 / tenants.length)
  return parts
}

/** The one that all are; null where there are several, or none. */
function oneOf(tenants: Iterable<string | null>): string | null {
  const [first = null, ...others] = new Set(tenants)
  return others.length === 0 ? first : null
}
