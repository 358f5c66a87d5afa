import { BASE, LIMBS, MAIN } from './usage-record.ts'

const BLOCK_BITS = 14
const BLOCK_ROWS = 1 << BLOCK_BITS

/**
 * A growing table of exact sums: rows of `width` numbers. It grows by blocks, so it is never copied, and a block of limbs is made
 * when first a number needs it: nearly all numbers take 8 bytes each. A row lies together, as adding a record touches all of it.
 */
export class LimbTable {
  readonly #width: number
  /** By limb, then by block. */
  readonly #blocks: (Float64Array | undefined)[][] = Array.from({ length: LIMBS }, () => [])

  constructor(width: number) {
    this.#width = width
  }

  /** The limbs that any number needs, the main one always among them. */
  get limbs(): number[] {
    return [...this.#blocks.keys()].filter((limb) => limb === MAIN || this.#blocks[limb]?.length !== 0)
  }

  /** Adds to one limb of a row: a number for each column, from `at`. */
  add(row: number, limb: number, numbers: Float64Array, at: number): void {
    const width = this.#width
    const block = this.#block(limb, row >>> BLOCK_BITS)
    const index = (row & (BLOCK_ROWS - 1)) * width
    for (let column = 0; column < width; column++) {
      const value = numbers[at + column] ?? 0
      if (value === 0) continue
      const sum = (block[index + column] ?? 0) + value
      block[index + column] = sum
      if (sum >= BASE && limb > 0) this.#carry(limb, row, column)
    }
  }

  /** Copies one limb of a row to where `add` would take it from. */
  copy(row: number, limb: number, numbers: Float64Array, at: number): void {
    const width = this.#width
    const block = this.#blocks[limb]?.[row >>> BLOCK_BITS]
    const index = (row & (BLOCK_ROWS - 1)) * width
    for (let column = 0; column < width; column++) numbers[at + column] = block?.[index + column] ?? 0
  }

  /** One limb of the numbers in a column, for the first `count` rows. */
  columnOf(limb: number, column: number, count: number): Float64Array {
    const numbers = new Float64Array(count)
    const width = this.#width
    for (const [number, block] of (this.#blocks[limb] ?? []).entries()) {
      if (block === undefined) continue
      const from = number << BLOCK_BITS
      const rows = Math.min(BLOCK_ROWS, count - from)
      for (let row = 0; row < rows; row++) numbers[from + row] = block[row * width + column] ?? 0
    }
    return numbers
  }

  /** Moves what is above the base to the limb before. The first has room for 10^9 of the largest records. */
  #carry(limb: number, row: number, column: number): void {
    const index = (row & (BLOCK_ROWS - 1)) * this.#width + column
    for (let full = limb; full > 0; full--) {
      const block = this.#block(full, row >>> BLOCK_BITS)
      const before = this.#block(full - 1, row >>> BLOCK_BITS)
      if ((block[index] ?? 0) < BASE) return
      block[index] = (block[index] ?? 0) - BASE
      before[index] = (before[index] ?? 0) + 1
    }
  }

  #block(limb: number, index: number): Float64Array {
    const blocks = this.#blocks[limb] ?? []
    const block = blocks[index]
    if (block !== undefined) return block
    const made = new Float64Array(BLOCK_ROWS * this.#width)
    while (blocks.length < index) blocks.push(undefined)
    blocks[index] = made
    return made
  }
}
