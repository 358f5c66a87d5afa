import type * as z from 'zod'
import type { Call, Operation } from './service.ts'

/** An operation whose input is parsed by a schema before it runs. */
export function parsedOperation<Schema extends z.ZodType>(
  operation: Omit<Operation, 'input' | 'run'> & {
    input: Schema
    run: (input: z.output<Schema>, call: Call) => unknown
  },
): Operation {
  return operation
}
