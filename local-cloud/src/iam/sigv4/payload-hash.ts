import { AwsError } from '../../core/aws-error.ts'
import type { SignedRequest } from '../../core/faces.ts'
import { sha256 } from './canonical-request.ts'
import { type Authorization, headerOf } from './parse-authorization.ts'

/**
 * The hash that was signed. Only S3 lets the client say that the payload is not part of the signature.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-auth-using-authorization-header.html
 */
export function payloadHash(request: SignedRequest, { scope, expiresIn }: Authorization): string {
  if (scope.service !== 's3') return sha256(request.body)
  const declared = headerOf(request, 'x-amz-content-sha256') ?? (expiresIn === null ? null : 'UNSIGNED-PAYLOAD')
  if (declared === null) {
    throw new AwsError('InvalidRequest', 'Missing required header for this request: x-amz-content-sha256')
  }
  if (declared === 'UNSIGNED-PAYLOAD' || declared.startsWith('STREAMING-')) return declared
  if (declared !== sha256(request.body)) {
    throw new AwsError(
      'XAmzContentSHA256Mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    )
  }
  return declared
}
