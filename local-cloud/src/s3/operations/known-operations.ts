import { Unsupported } from '../../core/aws-error.ts'
import type { S3Operation } from '../operation.ts'
import { createBucket, deleteBucket, getBucketLocation, headBucket, listBuckets } from './buckets.ts'
import { copyObject } from './copy-object.ts'
import { deleteObject, deleteObjects } from './delete-objects.ts'
import { getObject, headObject } from './get-object.ts'
import { listObjects, listObjectsV2 } from './list-objects.ts'
import {
  abortMultipartUpload,
  completeMultipartUpload,
  createMultipartUpload,
  uploadPart,
  uploadPartCopy,
} from './multipart.ts'
import { putObject } from './put-object.ts'

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html */
export const operations: S3Operation[] = [
  listBuckets,
  createBucket,
  deleteBucket,
  headBucket,
  listObjectsV2,
  listObjects,
  getBucketLocation,
  deleteObjects,
  getObject,
  headObject,
  deleteObject,
  putObject,
  copyObject,
  uploadPart,
  uploadPartCopy,
  createMultipartUpload,
  completeMultipartUpload,
  abortMultipartUpload,
]

/** The one operation that the request can be; a parameter that it does not take means another operation, which fails by name. */
export function findOperation(
  level: S3Operation['level'],
  method: string,
  query: string[],
  copies: boolean,
): S3Operation {
  const found = operations.find(
    (operation) =>
      operation.level === level &&
      operation.method === method &&
      (operation.copies ?? false) === copies &&
      (operation.needs ?? []).every((name) => query.includes(name)) &&
      query.every((name) => operation.needs?.includes(name) || Object.hasOwn(operation.query ?? {}, name)),
  )
  if (found) return found
  const shown = query.length > 0 ? `?${query.join('&')}` : ''
  throw new Unsupported(`the S3 request ${method} on a ${level}${shown}${copies ? ' with x-amz-copy-source' : ''}`)
}
