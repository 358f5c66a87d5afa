import { AwsError } from '../core/aws-error.ts'

/** A request that is malformed or cannot be carried out on the item. */
export const validationException = (message: string): AwsError => new AwsError('ValidationException', message)

/** An error of dynalite's validations, as the AwsError that it describes. */
export function fromDynalite(error: unknown): unknown {
  if (!(error instanceof Error) || !('body' in error)) return error
  const body = error.body as { __type: string; message?: string; Message?: string }
  return new AwsError(body.__type.split('#')[1] ?? body.__type, body.message ?? body.Message ?? '')
}

/** Throws what a dynalite validation found, if anything. */
export function refuse(error: Error | undefined | null): void {
  if (error) throw fromDynalite(error)
}

export const tableNotFound = (name?: string): AwsError =>
  new AwsError(
    'ResourceNotFoundException',
    `Requested resource not found${name === undefined ? '' : `: Table: ${name} not found`}`,
  )
