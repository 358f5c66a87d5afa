/** So many bad rows are named before reading stops. */
const MOST = 20

/** Input that cannot be used. The message names every place, one to a line. */
export class BadInput extends Error {
  override name = 'BadInput'
}

/** Collects bad rows, so that one run names several. */
export class BadRows {
  readonly #rows: string[] = []

  /** Throws when so many rows are bad that the file must be something else. */
  add(file: string, line: number, what: string): void {
    this.#rows.push(`${file}:${line}: ${what}`)
    if (this.#rows.length >= MOST) throw this.#error(`Stopped after ${MOST} bad rows.`)
  }

  throwIfAny(): void {
    if (this.#rows.length > 0) throw this.#error()
  }

  #error(...more: string[]): BadInput {
    return new BadInput([...this.#rows, ...more].join('\n'))
  }
}
