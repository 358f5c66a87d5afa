/** Of each slot: the hash of a name, where it is, and its number + 1. A free slot has 0 there. */
const WORDS = 4
/** In front of each name stands its length. */
const LENGTH_BYTES = 4

/** Gives each distinct name a number from 0, from its bytes and without making strings. Names are compared exactly. */
export class NameTable {
  #bytes = Buffer.alloc(1 << 14)
  #end = 0
  #count = 0
  /** Open addressing. */
  #slots = new Int32Array(WORDS << 8)

  numberOf(bytes: Uint8Array, from = 0, to = bytes.length): number {
    let hash = 0x811c9dc5
    for (let at = from; at < to; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193)
    // FNV's low bits are its weakest.
    hash ^= hash >>> 15
    const slots = this.#slots
    const last = slots.length - 1
    for (let slot = (hash * WORDS) & last; ; slot = (slot + WORDS) & last) {
      const number = (slots[slot + 2] ?? 0) - 1
      if (number < 0) return this.#add(hash, slot, bytes, from, to)
      if (slots[slot] === hash && this.#isAt(slots[slot + 1] ?? 0, bytes, from, to)) return number
    }
  }

  names(): string[] {
    const names: string[] = []
    for (let at = 0; at < this.#end; ) {
      const from = at + LENGTH_BYTES
      at = from + this.#bytes.readInt32LE(at)
      names.push(this.#bytes.toString('utf8', from, at))
    }
    return names
  }

  #isAt(at: number, bytes: Uint8Array, from: number, to: number): boolean {
    const own = this.#bytes
    const length = to - from
    const begin = at + LENGTH_BYTES
    if (own.readInt32LE(at) !== length) return false
    for (let i = 0; i < length; i++) if (own[begin + i] !== bytes[from + i]) return false
    return true
  }

  #add(hash: number, slot: number, bytes: Uint8Array, from: number, to: number): number {
    const at = this.#end
    this.#end += LENGTH_BYTES + to - from
    while (this.#bytes.length < this.#end) this.#bytes = Buffer.concat([this.#bytes], this.#bytes.length * 2)
    this.#bytes.writeInt32LE(to - from, at)
    this.#bytes.set(bytes.subarray(from, to), at + LENGTH_BYTES)
    this.#slots[slot] = hash
    this.#slots[slot + 1] = at
    this.#slots[slot + 2] = ++this.#count
    if (this.#count * WORDS * 2 > this.#slots.length) this.#rehash()
    return this.#count - 1
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 2)
    const last = slots.length - 1
    for (let from = 0; from < this.#slots.length; from += WORDS) {
      if (this.#slots[from + 2] === 0) continue
      let slot = ((this.#slots[from] ?? 0) * WORDS) & last
      while (slots[slot + 2] !== 0) slot = (slot + WORDS) & last
      slots.set(this.#slots.subarray(from, from + WORDS), slot)
    }
    this.#slots = slots
  }
}
