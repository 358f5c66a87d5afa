import type { CloudContext } from '../../core/cloud-context.ts'
import type { Position } from './row-store.ts'
import type { StoredDefinition } from './table-definition.ts'

/** An item's place in its table, whether or not it is there. */
export interface Place {
  table: { definition: Pick<StoredDefinition, 'TableId'> }
  position: Position
}

/**
 * Milliseconds from a transaction's begin to its end, in which its items are its own. At 0 it ends at the next turn of the event loop, so
 * that those conflict which come in together. `'none'` lets nothing come between.
 */
export type TransactionTime = number | 'none'

/** The items of the transactions that are under way. They are in memory: a transaction that a kill cuts short did not happen. */
export class OngoingTransactions {
  readonly time: TransactionTime
  readonly #clock: CloudContext['clock']
  readonly #held = new Set<string>()
  readonly #tokens = new Set<string>()

  constructor({ clock }: Pick<CloudContext, 'clock'>, time: TransactionTime) {
    this.#clock = clock
    this.time = time
  }

  holds(place: Place): boolean {
    return this.#held.has(placeName(place))
  }

  hasToken(token: string): boolean {
    return this.#tokens.has(token)
  }

  /** Keeps the places for as long as a transaction takes, and answers what its end answers. */
  during<T>(places: Place[], token: string | undefined, end: () => T): T | Promise<T> {
    if (this.time === 'none') return end()
    const names = places.map(placeName)
    for (const name of names) this.#held.add(name)
    if (token !== undefined) this.#tokens.add(token)
    return this.#elapse(this.time).then(() => {
      for (const name of names) this.#held.delete(name)
      if (token !== undefined) this.#tokens.delete(token)
      return end()
    })
  }

  #elapse(ms: number): Promise<void> {
    return new Promise((resolve) => {
      if (ms === 0) setImmediate(resolve)
      else this.#clock.after(ms, resolve)
    })
  }
}

/** Tells the items of all tables apart. */
export const placeName = ({ table, position }: Place): string =>
  [table.definition.TableId, ...position.map((part) => part.toString('hex'))].join('/')
