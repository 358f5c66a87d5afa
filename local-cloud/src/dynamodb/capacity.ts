import { AsyncLocalStorage } from 'node:async_hooks'

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
export const READ_UNIT_BYTES = 4096
const WRITE_UNIT_BYTES = 1024

/** Units of a read of `bytes`: at least one, and half of them when it is eventually consistent. */
export const readUnits = (bytes: number, consistent: boolean): number =>
  Math.max(1, Math.ceil(bytes / READ_UNIT_BYTES)) * (consistent ? 1 : 0.5)

export const writeUnits = (bytes: number): number => Math.max(1, Math.ceil(bytes / WRITE_UNIT_BYTES))

/** Two underlying reads or writes for each item of a transaction. */
export const TRANSACTION_FACTOR = 2

/** Units that an operation took, of whichever tables and indexes. */
export interface Units {
  read: number
  write: number
}

/** The same by the tables that requests name. */
export type UnitsByTable = Map<string, Units>

const meters = new AsyncLocalStorage<{ units: UnitsByTable; refused: UnitsByTable; isRead: boolean }>()

/** Runs an operation, and adds to the units those that it takes, whether the caller asks for them or not; and to `refused` those that no answer tells of. */
export const meteredInto = <T>(
  { units, refused }: { units: UnitsByTable; refused: UnitsByTable },
  isRead: boolean,
  run: () => T,
): T => meters.run({ units, refused, isRead }, run)

/**
 * "If a ConditionExpression evaluates to false during a conditional write, DynamoDB still consumes write capacity", by the size of the item that is there.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithItems.html#WorkingWithItems.ConditionalUpdate
 */
export function countRefused(table: string, bytes: number, factor = 1): void {
  const meter = meters.getStore()
  if (meter) addUnits(meter.refused, table, 'write', writeUnits(bytes) * factor)
}

/** A table as far as it is metered. */
interface Metered {
  index(name: string): { global: boolean } | undefined
}

/** Units that went to a table and to each of its indexes. */
export class Consumption {
  readonly table: Metered
  /** The table as the request named it: by its name or its ARN. */
  readonly label: string
  units = 0
  readonly indexes = new Map<string, number>()

  constructor(table: Metered, label: string) {
    this.table = table
    this.label = label
  }

  addIndex(name: string, units: number): void {
    if (units > 0) this.indexes.set(name, (this.indexes.get(name) ?? 0) + units)
  }

  add(other: Consumption, factor = 1): void {
    this.units += other.units * factor
    for (const [name, units] of other.indexes) this.addIndex(name, units * factor)
  }

  /** The ConsumedCapacity that `ReturnConsumedCapacity` asks for. Transactions say which kind of units they are. */
  report(mode: string | undefined, kind?: 'ReadCapacityUnits' | 'WriteCapacityUnits'): object | undefined {
    const total = [...this.indexes.values()].reduce((sum, units) => sum + units, this.units)
    const meter = meters.getStore()
    if (meter)
      addUnits(
        meter.units,
        this.label,
        kind === 'ReadCapacityUnits' || (!kind && meter.isRead) ? 'read' : 'write',
        total,
      )
    if (mode !== 'TOTAL' && mode !== 'INDEXES') return undefined
    const capacity = (units: number) => (kind ? { CapacityUnits: units, [kind]: units } : { CapacityUnits: units })
    const report = { TableName: this.label, ...capacity(total) }
    if (mode === 'TOTAL') return report
    const ofIndexes = (global: boolean) => {
      const entries = [...this.indexes].filter(([name]) => this.table.index(name)?.global === global)
      return entries.length === 0
        ? undefined
        : Object.fromEntries(entries.map(([name, units]) => [name, capacity(units)]))
    }
    return {
      ...report,
      Table: capacity(this.units),
      GlobalSecondaryIndexes: ofIndexes(true),
      LocalSecondaryIndexes: ofIndexes(false),
    }
  }
}

function addUnits(units: UnitsByTable, table: string, kind: keyof Units, amount: number): void {
  const known = units.get(table) ?? { read: 0, write: 0 }
  known[kind] += amount
  units.set(table, known)
}
