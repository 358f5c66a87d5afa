import { AwsError } from '../core/aws-error.ts'

// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html

export const invalidArgument = (message: string): AwsError => new AwsError('InvalidArgument', message)
export const invalidRequest = (message: string): AwsError => new AwsError('InvalidRequest', message)
export const malformedXml = (): AwsError =>
  new AwsError(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  )
export const preconditionFailed = (condition: string): AwsError =>
  new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412, {
    Condition: condition,
  })
export const invalidPart = (): AwsError =>
  new AwsError(
    'InvalidPart',
    "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
  )
export const noSuchUpload = (): AwsError =>
  new AwsError(
    'NoSuchUpload',
    'The specified multipart upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    404,
  )

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
