import { Unsupported } from '../../core/aws-error.ts'
import { unnamed } from '../../core/operation-input.ts'
import { RawOutput } from '../../core/service.ts'
import { asAwsError, malformedXml } from '../errors.ts'
import type { S3Operation } from '../operation.ts'
import { readBody } from '../read-body.ts'
import { readXml, xmlOutput } from '../xml.ts'
import { requireBucket } from './buckets.ts'

const OWNER = { 'x-amz-expected-bucket-owner': 'ExpectedBucketOwner' }
const MOST_OBJECTS = 1000

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html: a key that is not there is no error. */
export const deleteObject: S3Operation = {
  name: 'DeleteObject',
  level: 'object',
  method: 'DELETE',
  action: 's3:DeleteObject',
  on: 'object',
  headers: OWNER,
  run({ store }, { bucket, key }) {
    asAwsError(() => store.deleteObject(bucket, key))
    return new RawOutput(204, {}, Buffer.alloc(0))
  },
}

const BODY = { Delete: { Objects: { Key: true }, Quiet: true } } as const

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
export const deleteObjects: S3Operation = {
  name: 'DeleteObjects',
  level: 'bucket',
  method: 'POST',
  needs: ['delete'],
  action: 's3:DeleteObject',
  on: 'objects-in-body',
  headers: {
    ...OWNER,
    'x-amz-sdk-checksum-algorithm': 'ChecksumAlgorithm',
  },
  body: BODY,
  run(services, { bucket, headers, body }) {
    const { bytes } = readBody(headers, body)
    requireBucket(services, bucket)
    const { keys, quiet } = readDelete(bytes)
    for (const key of keys) asAwsError(() => services.store.deleteObject(bucket, key))
    return xmlOutput('DeleteResult', { Deleted: quiet ? undefined : keys.map((Key) => ({ Key })) })
  },
}

/** What a request wants deleted. */
export function readDelete(body: Buffer): { keys: string[]; quiet: boolean } {
  const { Object: objects, ...rest } = readXml(body, 'Delete')
  const given = { Delete: { ...rest, Objects: objects } }
  for (const path of unnamed(BODY, given)) throw new Unsupported(`the parameter ${path} of s3:DeleteObjects`)
  const keys = Array.isArray(objects) ? objects.map((object) => (object as { Key?: unknown }).Key) : []
  if (keys.length === 0 || keys.length > MOST_OBJECTS) throw malformedXml()
  if (!keys.every((key): key is string => typeof key === 'string' && key !== '')) throw malformedXml()
  return { keys, quiet: rest.Quiet === 'true' }
}
