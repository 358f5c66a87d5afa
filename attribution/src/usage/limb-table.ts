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

  /** The first limb that any number needs, at most the main one. */
  get firstLimb(): number {
    const first = this.#blocks.findIndex((blocks) => blocks.length > 0)
    return first < 0 ? MAIN : Math.min(first, MAIN)
  }

  /** The last one, at least the main one. */
  get lastLimb(): number {
    const last = this.#blocks.findLastIndex((blocks) => blocks.length > 0)
    return Math.max(last, MAIN)
  }

  /** Adds a row of numbers, which stand limb by limb in `limbs`. Only those from `first` to `last` are looked at. */
  addRow(row: number, limbs: Float64Array, first: number, last: number): void {
    const width = this.#width
    const index = (row & (BLOCK_ROWS - 1)) * width
    for (let limb = last; limb >= first; limb--) {
      const block = this.#block(limb, row >>> BLOCK_BITS)
      for (let column = 0; column < width; column++) {
        const value = limbs[limb * width + column] ?? 0
        if (value === 0) continue
        const sum = (block[index + column] ?? 0) + value
        block[index + column] = sum
        if (sum >= BASE && limb > 0) this.#carry(limb, row, column)
      }
    }
  }

  /** Copies a row to where `addRow` would take it from. */
  copyRow(row: number, limbs: Float64Array, first: number, last: number): void {
    const width = this.#width
    const index = (row & (BLOCK_ROWS - 1)) * width
    for (let limb = first; limb <= last; limb++) {
      const block = this.#blocks[limb]?.[row >>> BLOCK_BITS]
      for (let column = 0; column < width; column++) limbs[limb * width + column] = block?.[index + column] ?? 0
    }
  }

  /** One limb of the numbers in a column, for the first `count` rows. */
  columnOf(limb: number, column: number, count: number): Float64Array {
    const numbers = new Float64Array(count)
    this.#blocks[limb]?.forEach((block, number) => {
      const from = number << BLOCK_BITS
      const rows = Math.min(BLOCK_ROWS, count - from)
      for (let row = 0; row < rows; row++) numbers[from + row] = block?.[row * this.#width + column] ?? 0
    })
    return numbers
  }

  /** Moves what is above the base to the limb before. The first has room for 10^10 of the largest records. */
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
