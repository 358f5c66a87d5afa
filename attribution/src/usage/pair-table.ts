/** Of each slot: the pair, and its number + 1. A free slot has 0 there. */
const WORDS = 4

/** Gives each distinct pair of small numbers a number from 0. */
export class PairTable {
  /** Open addressing. */
  #slots = new Int32Array(WORDS << 8)
  /** The pairs in the order of their numbers. */
  #pairs = new Int32Array(1 << 8)
  #count = 0

  get size(): number {
    return this.#count
  }

  first(number: number): number {
    return this.#pairs[2 * number] ?? 0
  }

  second(number: number): number {
    return this.#pairs[2 * number + 1] ?? 0
  }

  numberOf(first: number, second: number): number {
    const slots = this.#slots
    const last = slots.length - 1
    for (let slot = (hash(first, second) * WORDS) & last; ; slot = (slot + WORDS) & last) {
      const number = (slots[slot + 2] ?? 0) - 1
      if (number < 0) return this.#add(first, second, slot)
      if (slots[slot] === first && slots[slot + 1] === second) return number
    }
  }

  #add(first: number, second: number, slot: number): number {
    const number = this.#count++
    this.#write(this.#slots, slot, first, second, number)
    if (this.#pairs.length < 2 * this.#count) this.#pairs = grown(this.#pairs)
    this.#pairs[2 * number] = first
    this.#pairs[2 * number + 1] = second
    if (this.#count * WORDS * 2 > this.#slots.length) this.#rehash()
    return number
  }

  #write(slots: Int32Array, slot: number, first: number, second: number, number: number): void {
    slots[slot] = first
    slots[slot + 1] = second
    slots[slot + 2] = number + 1
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 2)
    const last = slots.length - 1
    for (let number = 0; number < this.#count; number++) {
      const [first, second] = [this.first(number), this.second(number)]
      let slot = (hash(first, second) * WORDS) & last
      while (slots[slot + 2] !== 0) slot = (slot + WORDS) & last
      this.#write(slots, slot, first, second, number)
    }
    this.#slots = slots
  }
}

function hash(first: number, second: number): number {
  const mixed = Math.imul(Math.imul(first, 0x9e3779b1) ^ second, 0x85ebca6b)
  return mixed ^ (mixed >>> 15)
}

function grown(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2)
  larger.set(array)
  return larger
}
