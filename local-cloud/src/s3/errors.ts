import { AwsError } from '../core/aws-error.ts'

/** fauxqs's errors, with the codes and statuses that they carry. */
export function asAwsError<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof Error && 'code' in error && 'statusCode' in error) {
      throw new AwsError(String(error.code), error.message, Number(error.statusCode))
    }
    throw error
  }
}
