import type { NameTable } from './name-table.ts'
import { KEY_WORDS, type SeenRecords, writeKey } from './seen-records.ts'
import { UsageRecord } from './usage-record.ts'
import { PLATFORM, type UsageSums } from './usage-sums.ts'

/** Enough to wait for several places of memory at once, few enough to stay in the processor's cache. */
const SIZE = 256

/** What records are counted with. */
export interface Counters {
  tenants: NameTable
  sources: NameTable
  seen: SeenRecords
  sums: UsageSums
}

/**
 * Records that are counted together, table after table: the tables are far larger than the processor's cache, and in a short loop it
 * fetches what several records need at the same time.
 */
export class RecordBatch {
  readonly #records = Array.from({ length: SIZE }, () => new UsageRecord())
  readonly #lines = new Float64Array(SIZE)
  readonly #tenants = new Int32Array(SIZE)
  readonly #keys = new Uint32Array(SIZE * KEY_WORDS)
  readonly #rows = new Int32Array(SIZE)
  #count = 0

  /** The record to read the next line into. */
  get next(): UsageRecord {
    return this.#records[this.#count] as UsageRecord
  }

  get isFull(): boolean {
    return this.#count === SIZE
  }

  /** Takes the record that `next` was. */
  take(line: number): void {
    this.#lines[this.#count++] = line
  }

  /** Counts the records that were taken, and answers the lines of those that contradict another with their source and id. */
  count({ tenants, sources, seen, sums }: Counters): number[] {
    const count = this.#count
    this.#count = 0
    for (let index = 0; index < count; index++) {
      const { bytes, subjectFrom, subjectTo } = this.#records[index] as UsageRecord
      this.#tenants[index] = subjectFrom < 0 ? PLATFORM : tenants.numberOf(bytes, subjectFrom, subjectTo) + 1
    }
    for (let index = 0; index < count; index++) {
      const record = this.#records[index] as UsageRecord
      const source = sources.numberOf(record.bytes, record.sourceFrom, record.sourceTo)
      writeKey(record, source, this.#tenants[index] ?? 0, this.#keys, index * KEY_WORDS)
    }
    const conflicts: number[] = []
    for (let index = 0; index < count; index++) {
      const known = seen.add(this.#keys, index * KEY_WORDS)
      this.#rows[index] = known === 'new' ? 0 : -1
      if (known === 'conflict') conflicts.push(this.#lines[index] ?? 0)
    }
    for (let index = 0; index < count; index++) {
      if (this.#rows[index] === 0) {
        this.#rows[index] = sums.rowOf(this.#tenants[index] ?? 0, (this.#records[index] as UsageRecord).time)
      }
    }
    for (let index = 0; index < count; index++) {
      const row = this.#rows[index] ?? -1
      if (row >= 0) sums.add(row, this.#records[index] as UsageRecord)
    }
    return conflicts
  }
}
