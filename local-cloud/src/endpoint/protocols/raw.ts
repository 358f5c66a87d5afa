import type { AwsError } from '../../core/aws-error.ts'
import type { EndpointResponse } from './protocol.ts'
import { element } from './xml.ts'

/** Errors as S3 writes them. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export const s3Error = (error: AwsError, requestId: string): EndpointResponse => ({
  status: error.status,
  headers: {
    'content-type': 'application/xml',
    'x-amz-request-id': requestId,
    // The answer to a HEAD has no body: what went wrong would be known to nobody.
    'x-amz-error-code': error.code,
    'x-amz-error-message': error.message.replace(/[^ -~]/g, '?'),
  },
  body: `<?xml version="1.0" encoding="UTF-8"?>${element('Error', {
    Code: error.code,
    Message: error.message,
    RequestId: requestId,
    ...error.members,
  })}`,
})
