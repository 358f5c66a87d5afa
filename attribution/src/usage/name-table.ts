/** Of each slot: the hash of a name, where it is, how long it is, and its number + 1. A free slot has 0 there. */
const WORDS = 4
const [HASH, AT, LENGTH, NUMBER] = [0, 1, 2, 3]

/** Gives each distinct name a number from 0, from its bytes and without making strings. Names are compared exactly. */
export class NameTable {
  /** All names, one behind the other. */
  #bytes = new Uint8Array(1 << 14)
  #end = 0
  #names: string[] = []
  /** Open addressing. */
  #slots = new Int32Array(WORDS << 8)

  get names(): readonly string[] {
    return this.#names
  }

  numberOf(bytes: Uint8Array, from = 0, to = bytes.length): number {
    let hash = 0x811c9dc5
    for (let at = from; at < to; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193)
    // FNV's low bits are its weakest.
    hash ^= hash >>> 15
    const slots = this.#slots
    const last = slots.length - 1
    for (let slot = (hash * WORDS) & last; ; slot = (slot + WORDS) & last) {
      const number = (slots[slot + NUMBER] ?? 0) - 1
      if (number < 0) return this.#add(hash, slot, bytes.subarray(from, to))
      if (slots[slot + HASH] !== hash || slots[slot + LENGTH] !== to - from) continue
      if (isSame(this.#bytes, slots[slot + AT] ?? 0, bytes, from, to)) return number
    }
  }

  #add(hash: number, slot: number, name: Uint8Array): number {
    while (this.#bytes.length < this.#end + name.length) {
      const larger = new Uint8Array(this.#bytes.length * 2)
      larger.set(this.#bytes)
      this.#bytes = larger
    }
    this.#bytes.set(name, this.#end)
    const number = this.#names.push(Buffer.from(name).toString())
    this.#slots.set([hash, this.#end, name.length, number], slot)
    this.#end += name.length
    if (number * WORDS * 2 > this.#slots.length) this.#grow()
    return number - 1
  }

  #grow(): void {
    const slots = new Int32Array(this.#slots.length * 2)
    const last = slots.length - 1
    for (let from = 0; from < this.#slots.length; from += WORDS) {
      if (this.#slots[from + NUMBER] === 0) continue
      let slot = ((this.#slots[from + HASH] ?? 0) * WORDS) & last
      while (slots[slot + NUMBER] !== 0) slot = (slot + WORDS) & last
      slots.set(this.#slots.subarray(from, from + WORDS), slot)
    }
    this.#slots = slots
  }
}

function isSame(names: Uint8Array, at: number, bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (names[at + i - from] !== bytes[i]) return false
  return true
}
