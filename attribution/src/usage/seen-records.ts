/** Of a key, the words that are kept: four records fill a line of the processor's cache. */
const WORDS = 4
const MAX_LOAD = 0.7
/** Many small tables: a table that grows fits into the cache, and they do not all grow at once. */
const TABLES = 1024

interface Table {
  slots: Uint32Array
  count: number
}

/**
 * Which records were read before, by source and id. It keeps 96 bits of the hash of each key, not the key: 10 million records then take
 * about 250 MB however long their ids are, and the chance that any two of them are confused is below 10^-14.
 */
export class SeenRecords {
  readonly #tables: Table[] = Array.from({ length: TABLES }, () => ({ slots: new Uint32Array(WORDS << 4), count: 0 }))

  /** Adds a record by the key that stands at `at` of `keys`. */
  add(keys: Uint32Array, at: number): 'new' | 'repeat' | 'conflict' {
    const table = this.#tables[(keys[at + WORDS] ?? 0) & (TABLES - 1)] as Table
    const found = find(table.slots, keys, at)
    if (found >= 0) return table.slots[found + 3] === keys[at + 3] ? 'repeat' : 'conflict'
    put(table.slots, ~found, keys, at)
    if (++table.count * WORDS > table.slots.length * MAX_LOAD) grow(table)
    return 'new'
  }
}

function grow(table: Table): void {
  const { slots } = table
  table.slots = new Uint32Array(slots.length * 2)
  for (let at = 0; at < slots.length; at += WORDS) {
    if (slots[at] !== 0) put(table.slots, ~find(table.slots, slots, at), slots, at)
  }
}

function put(slots: Uint32Array, at: number, from: Uint32Array, fromAt: number): void {
  for (let word = 0; word < WORDS; word++) slots[at + word] = from[fromAt + word] ?? 0
}

/** Where the key that stands at `keyAt` of `keys` is, or the complement of the free place where it belongs. */
function find(slots: Uint32Array, keys: Uint32Array, keyAt: number): number {
  const first = keys[keyAt] ?? 0
  const last = slots.length - 1
  for (let at = (first * WORDS) & last; ; at = (at + WORDS) & last) {
    const word = slots[at]
    if (word === 0) return ~at
    if (word === first && slots[at + 1] === keys[keyAt + 1] && slots[at + 2] === keys[keyAt + 2]) return at
  }
}
