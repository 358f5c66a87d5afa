import type * as z from 'zod'
import { AwsError } from '../core/aws-error.ts'

/** An operation's input by its schema; what does not fit is refused with the text that AWS's request validation uses. */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown, code = 'ValidationException'): T {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const at = issue?.path.map((step) => (typeof step === 'number' ? `${step + 1}.member` : String(step))).join('.') ?? ''
  const missing = issue?.code === 'invalid_type' && issue.input === undefined && issue.message.endsWith('undefined')
  const constraint = missing ? 'Member must not be null' : (issue?.message ?? 'is not valid')
  throw new AwsError(
    code,
    `1 validation error detected: Value${missing ? ' null' : ''} at '${at}' failed to satisfy constraint: ${constraint}`,
  )
}
