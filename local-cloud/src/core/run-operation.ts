import * as z from 'zod'
import { AwsError, Unsupported } from './aws-error.ts'
import { isUnsupportedValue } from './only.ts'
import { type InputIssue, membersOf, unnamed, without } from './operation-input.ts'
import type { Call, Operation, OperationService } from './service.ts'

/**
 * Runs an operation: members that nothing reads are refused by name, the caller authorized, the others parsed. Every call comes through
 * here, over the wire and inside the process.
 */
export function runOperation(
  service: OperationService,
  name: string,
  given: unknown,
  call: Call,
  authorize: (operation: Operation, input: unknown) => void = () => {},
): unknown {
  const operation = service.operations[name]
  if (!operation) {
    throw new AwsError('UnknownOperationException', `The local cloud does not support ${service.name}:${name}.`)
  }
  const input = acceptInput(service, name, operation, given)
  authorize(operation, input)
  return operation.run(parseInput(service, name, operation, input), call)
}

function parseInput(service: OperationService, name: string, operation: Operation, input: unknown): unknown {
  if (!(operation.input instanceof z.ZodType)) return input
  const result = operation.input.safeParse(input, { reportInput: true })
  if (result.success) return result.data
  const [issue] = result.error.issues
  if (!issue) throw result.error
  const path = issue.path.join('.')
  if (isUnsupportedValue(issue) && !isMissing(issue))
    throw new Unsupported(`${JSON.stringify(issue.input)} as ${path} of ${service.name}:${name}`)
  throw (service.invalidInput ?? invalidInput)(issue)
}

/** The input without what has no meaning here; anything else that the operation does not name is refused. */
function acceptInput(service: OperationService, name: string, operation: Operation, given: unknown): unknown {
  const meaningless: string[] = []
  for (const path of unnamed(membersOf(operation.input), given)) {
    if (!isMeaningless(operation, path)) throw new Unsupported(`the parameter ${path} of ${service.name}:${name}`)
    meaningless.push(path)
  }
  return meaningless.length === 0 ? given : without(given as object, meaningless)
}

/** Of a structure without meaning its members have none either. */
export const isMeaningless = ({ meaningless = {} }: Pick<Operation, 'meaningless'>, path: string): boolean =>
  path.split('.').some((_, depth, steps) => Object.hasOwn(meaningless, steps.slice(0, depth + 1).join('.')))

/** As most of AWS's services word it. */
export function invalidInput(issue: InputIssue, code = 'ValidationException'): AwsError {
  const at = issue.path.map((step) => (typeof step === 'number' ? `${step + 1}.member` : String(step))).join('.')
  const missing = isMissing(issue)
  const constraint = missing ? 'Member must not be null' : issue.message
  return new AwsError(
    code,
    `1 validation error detected: Value${missing ? ' null' : ''} at '${at}' failed to satisfy constraint: ${constraint}`,
  )
}

export const isMissing = ({ input }: InputIssue): boolean => input === undefined || input === null
