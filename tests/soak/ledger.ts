import { isDeepStrictEqual } from 'node:util'

interface Entry<Value> {
  /** What was acknowledged last; undefined: nothing, or its removal. */
  acknowledged: Value | undefined
  /** What was asked for since and never answered: it may have happened or not. */
  unanswered: (Value | undefined)[]
}

/** What one writer was told is stored, by key. */
export interface Ledger<Value> {
  /** Before a write is sent. `undefined` asks for removal. */
  sent(key: string, value: Value | undefined): void
  acknowledged(key: string, value: Value | undefined): void
  /** The write was answered, and did not happen. */
  refused(key: string, value: Value | undefined): void
  keys(): string[]
  /** How many writes were acknowledged since the beginning. */
  count(): number
  /** Names each key whose stored value is neither the acknowledged one nor one that was never answered; what is stored is then certain. */
  compare(stored: Map<string, Value>): string[]
}

export function ledger<Value>(name: string): Ledger<Value> {
  const entries = new Map<string, Entry<Value>>()
  const entry = (key: string): Entry<Value> => {
    const known = entries.get(key) ?? { acknowledged: undefined, unanswered: [] }
    entries.set(key, known)
    return known
  }
  let count = 0
  return {
    sent: (key, value) => void entry(key).unanswered.push(value),
    acknowledged(key, value) {
      count += 1
      entries.set(key, { acknowledged: value, unanswered: [] })
    },
    refused(key, value) {
      const { unanswered } = entry(key)
      unanswered.splice(unanswered.indexOf(value), 1)
    },
    keys: () => [...entries.keys()],
    count: () => count,
    compare(stored) {
      const wrong: string[] = []
      for (const key of stored.keys()) if (!entries.has(key)) wrong.push(`${name} ${key} is there, and nobody wrote it`)
      for (const [key, { acknowledged, unanswered }] of entries) {
        const value = stored.get(key)
        if (![acknowledged, ...unanswered].some((possible) => isDeepStrictEqual(possible, value))) {
          wrong.push(`${name} ${key}: acknowledged ${JSON.stringify(acknowledged)}, stored ${JSON.stringify(value)}`)
        }
        entries.set(key, { acknowledged: value, unanswered: [] })
      }
      return wrong
    },
  }
}
