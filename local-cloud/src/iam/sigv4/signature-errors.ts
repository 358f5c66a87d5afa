import { AwsError } from '../../core/aws-error.ts'
import type { SignedRequest } from '../../core/faces.ts'

/** The same refusals have other codes in each family of protocols. */
export interface SignatureErrors {
  incomplete(message: string): AwsError
  mismatch(message?: string): AwsError
  unknownKey(): AwsError
  invalidToken(): AwsError
  expiredToken(): AwsError
  /** `detail` is the sentence that all but S3 answer with. */
  skewed(detail: string): AwsError
}

const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.'
const INVALID_TOKEN = 'The security token included in the request is invalid.'
const EXPIRED_TOKEN = 'The security token included in the request is expired'

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CommonErrors.html
const JSON_ERRORS: SignatureErrors = {
  incomplete: (message) => new AwsError('IncompleteSignatureException', message),
  mismatch: (message = MISMATCH) => new AwsError('InvalidSignatureException', message),
  unknownKey: () => new AwsError('UnrecognizedClientException', INVALID_TOKEN),
  invalidToken: () => new AwsError('UnrecognizedClientException', INVALID_TOKEN),
  expiredToken: () => new AwsError('ExpiredTokenException', EXPIRED_TOKEN),
  skewed: (detail) => new AwsError('InvalidSignatureException', detail),
}

// https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
const QUERY_ERRORS: SignatureErrors = {
  incomplete: (message) => new AwsError('IncompleteSignature', message),
  mismatch: (message = MISMATCH) => new AwsError('SignatureDoesNotMatch', message, 403),
  unknownKey: () => new AwsError('InvalidClientTokenId', INVALID_TOKEN, 403),
  invalidToken: () => new AwsError('InvalidClientTokenId', INVALID_TOKEN, 403),
  expiredToken: () => new AwsError('ExpiredToken', EXPIRED_TOKEN, 403),
  skewed: (detail) => new AwsError('SignatureDoesNotMatch', detail, 403),
}

// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
const S3_ERRORS: SignatureErrors = {
  incomplete: (message) => new AwsError('AuthorizationHeaderMalformed', message),
  mismatch: (message = MISMATCH) => new AwsError('SignatureDoesNotMatch', message, 403),
  unknownKey: () =>
    new AwsError('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.', 403),
  invalidToken: () => new AwsError('InvalidToken', 'The provided token is malformed or otherwise invalid.'),
  expiredToken: () => new AwsError('ExpiredToken', 'The provided token has expired.'),
  skewed: () =>
    new AwsError(
      'RequestTimeTooSkewed',
      'The difference between the request time and the current time is too large.',
      403,
    ),
}

/** The family that a request belongs to. */
export function signatureErrors({ headers }: SignedRequest, service: string | undefined): SignatureErrors {
  if (service === 's3') return S3_ERRORS
  const isQuery = !headers['x-amz-target'] && headers['content-type']?.startsWith('application/x-www-form-urlencoded')
  return isQuery ? QUERY_ERRORS : JSON_ERRORS
}
