import { meterUnits } from './consumed-units.ts'

interface Planned<T> {
  /** Units that the read costs at most. */
  worst: number
  read: () => Promise<T>
}

/**
 * Read units that a request may still consume. What a read costs is known only afterwards, so each sets aside what it may cost at worst and
 * gives back what it did not: the budget holds whatever is read, however much is read at once.
 */
export class ReadBudget {
  #left: number
  #reserved = 0
  #settled = Promise.withResolvers<void>()

  constructor(units: number) {
    this.#left = units
  }

  /** Units that no finished read has consumed. */
  get left(): number {
    return this.#left
  }

  /**
   * Reads, once what the read may cost at worst is free; reads under way may give some back. `plan` says what to read when so many units are
   * left. Undefined when it will never be free: nothing was read then.
   */
  async spend<T>(plan: (left: number) => Planned<T>): Promise<{ result: T; units: number } | undefined> {
    let { worst, read } = plan(this.#left)
    while (this.#left - this.#reserved < worst) {
      if (this.#reserved === 0) return undefined
      await this.#settled.promise
      ;({ worst, read } = plan(this.#left))
    }
    this.#reserved += worst
    try {
      const { result, units } = await meterUnits(read)
      this.#left -= units.read
      return { result, units: units.read }
    } finally {
      this.#reserved -= worst
      this.#settled.resolve()
      this.#settled = Promise.withResolvers()
    }
  }
}
