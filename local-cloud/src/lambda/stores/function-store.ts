import { AwsError } from '../../core/aws-error.ts'
import type { CloudContext } from '../../core/cloud-context.ts'
import { type FunctionNames, notFound } from '../function-names.ts'
import type { FunctionRecord } from '../function-record.ts'
import { LIMITS } from '../limits.ts'

export type FunctionStore = ReturnType<typeof functionStore>

/** The functions of the account. Kept in memory as well: every invocation reads one. */
export function functionStore({ database }: CloudContext, names: FunctionNames) {
  database.exec('CREATE TABLE IF NOT EXISTS lambda_functions (name TEXT PRIMARY KEY, record TEXT NOT NULL)')
  const write = database.prepare('INSERT OR REPLACE INTO lambda_functions (name, record) VALUES (?, ?)')
  const remove = database.prepare('DELETE FROM lambda_functions WHERE name = ?')
  const byName = new Map<string, FunctionRecord>()
  for (const { record } of database.prepare('SELECT record FROM lambda_functions').all()) {
    // Only `put` writes the table.
    const fn = JSON.parse(String(record)) as FunctionRecord
    byName.set(fn.name, fn)
  }
  const reservedBesides = (name: string) =>
    [...byName.values()].reduce((sum, fn) => sum + (fn.name === name ? 0 : (fn.reservedConcurrency ?? 0)), 0)

  return {
    get: (name: string): FunctionRecord | undefined => byName.get(name),

    /** By name, ARN or partial ARN; throws ResourceNotFoundException. */
    find(identifier: string, qualifier?: string): FunctionRecord {
      const fn = byName.get(names.parse(identifier, qualifier))
      if (!fn) throw notFound(identifier.startsWith('arn:') ? identifier : names.arn(identifier))
      return fn
    },

    list: (): FunctionRecord[] => [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),

    put(fn: FunctionRecord): void {
      const left = LIMITS.concurrency - reservedBesides(fn.name) - (fn.reservedConcurrency ?? 0)
      if (fn.reservedConcurrency !== null && left < LIMITS.unreservedConcurrency) {
        throw new AwsError(
          'InvalidParameterValueException',
          `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${LIMITS.unreservedConcurrency}].`,
        )
      }
      write.run(fn.name, JSON.stringify(fn))
      byName.set(fn.name, fn)
    },

    remove(name: string): void {
      remove.run(name)
      byName.delete(name)
    },

    /** How many invocations may run at once of functions that reserve nothing. */
    unreservedConcurrency: () => LIMITS.concurrency - reservedBesides(''),
  }
}
