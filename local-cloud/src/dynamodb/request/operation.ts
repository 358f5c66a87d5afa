import type { CloudContext } from '../../core/cloud-context.ts'
import type { Access, Operation } from '../../core/service.ts'
import type { TableCatalog } from '../stores/table-catalog.ts'

/** What every operation works on. */
export interface Engine {
  context: CloudContext
  tables: TableCatalog
}

/** An operation in three steps; a request that was read to authorize it is not read again to run it. */
export function operation<Input extends object, Request>({
  input,
  meaningless,
  read,
  access,
  run,
}: Pick<Operation, 'input' | 'meaningless'> & {
  /** Validates the input and parses its expressions. */
  read(input: Input): Request
  access(request: Request): Access[]
  run(request: Request): unknown
}): Operation<Input> {
  const authorized = new WeakMap<Input, Request>()
  return {
    input,
    ...(meaningless && { meaningless }),
    access(input) {
      const request = read(input)
      authorized.set(input, request)
      return access(request)
    },
    run(input) {
      const request = authorized.get(input) ?? read(input)
      authorized.delete(input)
      return run(request)
    },
  }
}
