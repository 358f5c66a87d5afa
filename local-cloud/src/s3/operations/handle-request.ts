import { AwsError } from '../../core/aws-error.ts'
import type { RawOutput } from '../../core/service.ts'
import type { Caller } from '../notifications/event-record.ts'
import type { S3Request, S3Services } from '../operation.ts'

/** Headers that say whose a bucket must be; there is one account. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html */
const OWNERS = ['x-amz-expected-bucket-owner', 'x-amz-source-expected-bucket-owner']

/** Carries out an S3 request that was allowed. */
export function handleRequest(services: S3Services, request: S3Request, caller: Caller): RawOutput {
  for (const header of OWNERS) {
    const owner = request.headers[header]
    if (owner !== undefined && owner !== services.context.accountId)
      throw new AwsError('AccessDenied', 'Access Denied', 403)
  }
  return request.operation.run(services, request, caller)
}
