import type { CloudContext } from '../core/cloud-context.ts'
import type { BillMeter } from '../core/faces.ts'
import type { Call, Operation, Operations } from '../core/service.ts'
import { traceHeaderOf } from '../core/trace-header.ts'
import type { OnUse } from '../core/use.ts'
import { meteredInto, type Units, type UnitsByTable } from './capacity.ts'

const READS = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan', 'TransactGetItems'])

interface Needs {
  context: Pick<CloudContext, 'clock'>
  meter: BillMeter
  /** The ARN of a table as a request names it: by its name or its ARN. */
  arnOf(table: string): string
  onUse: OnUse | undefined
}

/** The operations, which bill the units they took, and tell for whom. */
export function countUnits({ context: { clock }, meter, arnOf, onUse }: Needs, operations: Operations): Operations {
  const bill = (units: UnitsByTable): void => {
    for (const [table, { read, write }] of units) {
      meter.add({ item: 'dynamodbReadUnits', resource: arnOf(table), amount: read })
      meter.add({ item: 'dynamodbWriteUnits', resource: arnOf(table), amount: write })
    }
  }
  const count = (name: string, operation: Operation) => ({
    ...operation,
    // What answers at once still does.
    run(input: unknown, call: Call) {
      const units: UnitsByTable = new Map()
      const refused: UnitsByTable = new Map()
      const tell = (taken: UnitsByTable, isRefused: boolean): void => {
        bill(taken)
        const sum = (kind: keyof Units) => [...taken.values()].reduce((total, one) => total + one[kind], 0)
        const [read, write] = [sum('read'), sum('write')]
        if (!onUse || read + write === 0) return
        onUse({ type: 'units', at: clock.now(), ...callerOf(operation, input, call), read, write, isRefused })
      }
      const succeed = (answer: unknown) => {
        tell(units, false)
        return answer
      }
      const fail = (error: unknown): never => {
        tell(refused, true)
        throw error
      }
      try {
        const answer = meteredInto({ units, refused }, READS.has(name), () => operation.run(input, call))
        return answer instanceof Promise ? answer.then(succeed, fail) : succeed(answer)
      } catch (error) {
        return fail(error)
      }
    },
  })
  return Object.fromEntries(Object.entries(operations).map(([name, operation]) => [name, count(name, operation)]))
}

/** Who called, and on which partition keys: as policies see them. */
function callerOf({ access }: Operation, input: unknown, call: Call) {
  const accesses = access === 'public' ? [] : access(input, call)
  const keys = accesses.flatMap(({ context }) => context?.['dynamodb:LeadingKeys'] ?? [])
  const { principal, headers } = call
  return {
    tags: principal.kind === 'role-session' ? principal.tags : {},
    traceHeader: traceHeaderOf(headers) ?? null,
    keys: [...new Set(keys)],
  }
}
