import { Unsupported } from '../../core/aws-error.ts'
import { unnamed } from '../../core/operation-input.ts'
import { RawOutput } from '../../core/service.ts'
import { CHECKSUM_HEADERS, checksumHeader, checksumOf, readAlgorithm } from '../checksums.ts'
import { asAwsError, invalidArgument, invalidPart, invalidRequest, malformedXml, noSuchUpload } from '../errors.ts'
import { DESCRIPTION_HEADERS, describe } from '../object-headers.ts'
import type { S3Operation, S3Request, S3Services } from '../operation.ts'
import { readBody } from '../read-body.ts'
import type { Upload } from '../stores/open-store.ts'
import { readXml, xmlOutput } from '../xml.ts'
import { SOURCE_HEADERS, sourceOf } from './copy-object.ts'
import { rangeOf } from './get-object.ts'

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html

const OWNER = { 'x-amz-expected-bucket-owner': 'ExpectedBucketOwner' }
const ON_OBJECT = { level: 'object', action: 's3:PutObject', on: 'object' } as const
const ON_PART = { ...ON_OBJECT, method: 'PUT', needs: ['partNumber', 'uploadId'] }
const PART_QUERY = { partNumber: 'PartNumber', uploadId: 'UploadId' }
const MOST_PARTS = 10_000
const PART_MEMBERS = {
  PartNumber: true,
  ETag: true,
  ChecksumCRC32: true,
  ChecksumSHA1: true,
  ChecksumSHA256: true,
} as const

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html */
export const createMultipartUpload: S3Operation = {
  name: 'CreateMultipartUpload',
  ...ON_OBJECT,
  method: 'POST',
  needs: ['uploads'],
  headers: {
    ...OWNER,
    ...DESCRIPTION_HEADERS,
    'x-amz-checksum-algorithm': 'ChecksumAlgorithm',
    'x-amz-checksum-type': 'ChecksumType',
    'x-amz-server-side-encryption': 'ServerSideEncryption',
  },
  run({ store }, { bucket, key, headers }) {
    const { contentType, metadata, system } = describe(headers)
    const { 'x-amz-checksum-algorithm': named, 'x-amz-checksum-type': type = 'COMPOSITE' } = headers
    if (type !== 'COMPOSITE') throw new Unsupported(`x-amz-checksum-type ${type} of s3:CreateMultipartUpload`)
    const algorithm = named === undefined ? undefined : readAlgorithm(named)
    const UploadId = asAwsError(() =>
      store.createMultipartUpload(bucket, key, contentType, metadata, system, algorithm),
    )
    const answer = xmlOutput('InitiateMultipartUploadResult', { Bucket: bucket, Key: key, UploadId })
    const told = algorithm && { 'x-amz-checksum-algorithm': algorithm, 'x-amz-checksum-type': type }
    return new RawOutput(answer.status, { ...answer.headers, ...told }, answer.body)
  },
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html */
export const uploadPart: S3Operation = {
  name: 'UploadPart',
  ...ON_PART,
  query: PART_QUERY,
  headers: {
    ...OWNER,
    ...CHECKSUM_HEADERS,
    'content-length': 'ContentLength',
    'content-md5': 'ContentMD5',
  },
  body: { Body: true },
  run(services, request) {
    const { uploadId, partNumber, algorithm } = partOf(services, request)
    const { bytes, checksum: given } = readBody(request.headers, request.body)
    if (given && algorithm && given.algorithm !== algorithm) {
      throw invalidRequest(
        `Checksum Type mismatch occurred, expected checksum Type: ${algorithm.toLowerCase()}, actual checksum Type: ${given.algorithm.toLowerCase()}`,
      )
    }
    const checksum = given ?? (algorithm && { algorithm, value: checksumOf(algorithm, bytes) })
    const { etag } = asAwsError(() => services.store.uploadPart(uploadId, partNumber, bytes, checksum?.value))
    const told = checksum && { [checksumHeader(checksum.algorithm)]: checksum.value }
    return new RawOutput(200, { etag, ...told }, Buffer.alloc(0))
  },
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html */
export const uploadPartCopy: S3Operation = {
  name: 'UploadPartCopy',
  ...ON_PART,
  copies: true,
  query: PART_QUERY,
  headers: { ...OWNER, ...SOURCE_HEADERS, 'x-amz-copy-source-range': 'CopySourceRange' },
  run(services, request) {
    const { uploadId, partNumber, algorithm } = partOf(services, request)
    const { body } = sourceOf(services, request)
    const bytes = selectedBytes(body, request.headers['x-amz-copy-source-range'])
    const checksum = algorithm && checksumOf(algorithm, bytes)
    const { etag } = asAwsError(() => services.store.uploadPart(uploadId, partNumber, bytes, checksum))
    return xmlOutput('CopyPartResult', {
      ETag: etag,
      LastModified: new Date(services.context.clock.now()),
      ...(algorithm && { [`Checksum${algorithm}`]: checksum }),
    })
  },
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html */
export const completeMultipartUpload: S3Operation = {
  name: 'CompleteMultipartUpload',
  ...ON_OBJECT,
  method: 'POST',
  needs: ['uploadId'],
  query: { uploadId: 'UploadId' },
  headers: OWNER,
  body: { MultipartUpload: { Parts: PART_MEMBERS } },
  partly: 'no conditional writes',
  run(services, { bucket, key, query, body }, caller) {
    const parts = readParts(body)
    const { uploadId, checksums } = uploadOf(services, { bucket, key, query })
    if (parts.some(({ partNumber, given }) => given.some((checksum) => checksum !== checksums.get(partNumber))))
      throw invalidPart()
    const { etag } = asAwsError(() => services.write.complete({ bucket, key, caller }, uploadId, parts))
    const { checksumAlgorithm, checksumValue, checksumType } = services.store.headObject(bucket, key)
    return xmlOutput('CompleteMultipartUploadResult', {
      Location: `${services.context.endpoint()}/${bucket}/${key.split('/').map(encodeURIComponent).join('/')}`,
      Bucket: bucket,
      Key: key,
      ETag: etag,
      ...(checksumAlgorithm && { [`Checksum${checksumAlgorithm}`]: checksumValue, ChecksumType: checksumType }),
    })
  },
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html */
export const abortMultipartUpload: S3Operation = {
  name: 'AbortMultipartUpload',
  ...ON_OBJECT,
  method: 'DELETE',
  needs: ['uploadId'],
  query: { uploadId: 'UploadId' },
  headers: OWNER,
  action: 's3:AbortMultipartUpload',
  run(services, request) {
    const { uploadId } = uploadOf(services, request)
    asAwsError(() => services.store.abortMultipartUpload(uploadId))
    return new RawOutput(204, {}, Buffer.alloc(0))
  },
}

type OnUpload = Pick<S3Request, 'bucket' | 'key' | 'query'>

/** The upload that a request names, which must be for its key. */
function uploadOf(services: S3Services, { bucket, key, query }: OnUpload): Upload & { uploadId: string } {
  const uploadId = query.uploadId ?? ''
  const upload = services.upload(uploadId)
  if (upload?.bucket !== bucket || upload.key !== key) throw noSuchUpload()
  return { ...upload, uploadId }
}

function partOf(services: S3Services, request: OnUpload) {
  const given = request.query.partNumber ?? ''
  const partNumber = Number(given)
  if (!/^\d+$/.test(given) || partNumber < 1 || partNumber > MOST_PARTS)
    throw invalidArgument(`Part number must be an integer between 1 and ${MOST_PARTS}, inclusive`)
  return { ...uploadOf(services, request), partNumber }
}

/** Unlike a read, a copy has no range that is too long. */
function selectedBytes(body: Buffer, range: string | undefined): Buffer {
  if (range === undefined) return body
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? []
  if (first === undefined || last === undefined) {
    throw invalidArgument(
      'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
    )
  }
  if (Number(first) > Number(last) || Number(last) >= body.length)
    throw invalidArgument(`Range specified is not valid for source object of size: ${body.length}`)
  const bytes = rangeOf(range, body.length)
  if (!bytes) throw invalidRequest('The specified copy range is invalid for the source object size.')
  return body.subarray(bytes.from, bytes.to)
}

/** The parts of an object as their uploader knows them, with their checksums where these are given. */
function readParts(body: Buffer): { partNumber: number; etag: string; given: unknown[] }[] {
  const { Part: given } = readXml(body, 'CompleteMultipartUpload')
  const parts = Array.isArray(given) ? (given as Record<string, unknown>[]) : []
  if (parts.length === 0) throw malformedXml()
  return parts.map((part) => {
    for (const path of unnamed(PART_MEMBERS, part))
      throw new Unsupported(`the parameter MultipartUpload.Parts.${path} of s3:CompleteMultipartUpload`)
    const { PartNumber, ETag, ...given } = part
    if (typeof ETag !== 'string' || !/^\d+$/.test(String(PartNumber))) throw malformedXml()
    return { partNumber: Number(PartNumber), etag: ETag, given: Object.values(given) }
  })
}
