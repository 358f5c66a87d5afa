import { RawOutput } from '../../core/service.ts'
import { CHECKSUM_HEADERS, checksumHeader } from '../checksums.ts'
import { asAwsError } from '../errors.ts'
import { DESCRIPTION_HEADERS, describe } from '../object-headers.ts'
import type { S3Operation } from '../operation.ts'
import { readBody } from '../read-body.ts'

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export const putObject: S3Operation = {
  name: 'PutObject',
  level: 'object',
  method: 'PUT',
  action: 's3:PutObject',
  on: 'object',
  headers: {
    ...DESCRIPTION_HEADERS,
    ...CHECKSUM_HEADERS,
    'content-length': 'ContentLength',
    'content-md5': 'ContentMD5',
    'x-amz-server-side-encryption': 'ServerSideEncryption',
    'x-amz-expected-bucket-owner': 'ExpectedBucketOwner',
  },
  body: { Body: true },
  partly: 'no conditional writes',
  run({ write }, { bucket, key, headers, body }, caller) {
    const { bytes, checksum } = readBody(headers, body)
    const { contentType, metadata, system } = describe(headers)
    const stored = checksum && { ...checksum, type: 'FULL_OBJECT' as const }
    const { etag } = asAwsError(() =>
      write.put({ event: 'ObjectCreated:Put', bucket, key, caller }, bytes, contentType, metadata, system, stored),
    )
    const answered = checksum && {
      [checksumHeader(checksum.algorithm)]: checksum.value,
      'x-amz-checksum-type': 'FULL_OBJECT',
    }
    return new RawOutput(200, { etag, ...answered }, Buffer.alloc(0))
  },
}
