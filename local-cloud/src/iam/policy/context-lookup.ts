import type { Lookup } from './policy.ts'

export type ContextKeys = Record<string, string | string[] | undefined>

/** Condition keys by name without regard to case. Earlier sources win, so that no request can speak for its principal. */
export function contextLookup(...sources: ContextKeys[]): Lookup {
  const keys = new Map<string, string | string[]>()
  for (const source of sources) {
    for (const [key, value] of Object.entries(source)) {
      const name = key.toLowerCase()
      if (value !== undefined && !keys.has(name)) keys.set(name, value)
    }
  }
  return (key) => keys.get(key)
}
