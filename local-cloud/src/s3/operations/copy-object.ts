import { checksumOf, readAlgorithm } from '../checksums.ts'
import { COPY_CONDITIONS, meetsConditions } from '../conditions.ts'
import { asAwsError, invalidArgument, invalidRequest, preconditionFailed } from '../errors.ts'
import { DESCRIPTION_HEADERS, describe, descriptionOf } from '../object-headers.ts'
import type { S3Operation, S3Request, S3Services } from '../operation.ts'
import type { S3Object } from '../stores/fauxqs-types.ts'
import { xmlOutput } from '../xml.ts'

/** What a copy says of its source. */
export const SOURCE_HEADERS = {
  ...COPY_CONDITIONS,
  'x-amz-source-expected-bucket-owner': 'ExpectedSourceBucketOwner',
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
export const copyObject: S3Operation = {
  name: 'CopyObject',
  level: 'object',
  method: 'PUT',
  copies: true,
  action: 's3:PutObject',
  on: 'object',
  headers: {
    ...SOURCE_HEADERS,
    ...DESCRIPTION_HEADERS,
    'x-amz-checksum-algorithm': 'ChecksumAlgorithm',
    'x-amz-metadata-directive': 'MetadataDirective',
    'x-amz-server-side-encryption': 'ServerSideEncryption',
    'x-amz-expected-bucket-owner': 'ExpectedBucketOwner',
  },
  partly: 'no conditional writes',
  run(services, request, caller) {
    const { bucket, key, headers, source } = request
    const copied = sourceOf(services, request)
    const replaces = readDirective(headers['x-amz-metadata-directive']) === 'REPLACE'
    if (source?.bucket === bucket && source.key === key && !replaces) {
      throw invalidRequest(
        "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
      )
    }
    const { contentType, metadata, system } = replaces ? describe(headers) : descriptionOf(copied)
    const checksum = checksumOfCopy(copied, headers['x-amz-checksum-algorithm'])
    const { etag, lastModified } = asAwsError(() =>
      services.write.put(
        { event: 'ObjectCreated:Copy', bucket, key, caller },
        copied.body,
        contentType,
        metadata,
        system,
        checksum,
      ),
    )
    return xmlOutput('CopyObjectResult', {
      ETag: etag,
      LastModified: lastModified,
      ...(checksum && { [`Checksum${checksum.algorithm}`]: checksum.value, ChecksumType: checksum.type }),
    })
  },
}

/** The object that a copy reads, if it fits the copy's conditions. */
export function sourceOf({ store }: S3Services, { source, headers }: S3Request): S3Object {
  const copied = asAwsError(() => store.getObject(source?.bucket ?? '', source?.key ?? ''))
  if (meetsConditions(copied, headers, 'x-amz-copy-source-') === 'unchanged')
    throw preconditionFailed('x-amz-copy-source-If-None-Match')
  return copied
}

function readDirective(given = 'COPY'): 'COPY' | 'REPLACE' {
  if (given === 'COPY' || given === 'REPLACE') return given
  throw invalidArgument('Unknown metadata directive.')
}

/** A copy has the checksum of its source, unless it asks for one of another algorithm. */
function checksumOfCopy(copied: S3Object, asked: string | undefined) {
  const { checksumAlgorithm, checksumValue, checksumType, partChecksums } = copied
  if (asked !== undefined && readAlgorithm(asked) !== checksumAlgorithm) {
    const algorithm = readAlgorithm(asked)
    return { algorithm, value: checksumOf(algorithm, copied.body), type: 'FULL_OBJECT' as const }
  }
  if (!checksumAlgorithm || !checksumValue || !checksumType) return undefined
  return {
    algorithm: checksumAlgorithm,
    value: checksumValue,
    type: checksumType,
    ...(partChecksums && { partChecksums }),
  }
}
