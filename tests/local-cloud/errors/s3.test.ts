import * as sdk from '@aws-sdk/client-s3'
import { beforeAll } from 'vitest'
import { useCloud } from '../cloud.ts'
import { type ErrorCase, testErrors } from './error-table.ts'

const cloud = useCloud()
const client = () => new sdk.S3Client(cloud.options())
const bucket = { Bucket: 'things' }
const gone = { Bucket: 'gone' }

beforeAll(async () => {
  await client().send(new sdk.CreateBucketCommand(bucket))
  await client().send(new sdk.PutObjectCommand({ ...bucket, Key: 'kept', Body: 'x' }))
})

const upload = { Key: 'k', UploadId: 'gone' }
const noBucket: ErrorCase[] = (
  [
    ['ListObjects', {}],
    ['ListObjectsV2', {}],
    ['DeleteBucket', {}],
    ['GetBucketLocation', {}],
    ['DeleteObjects', { Delete: { Objects: [{ Key: 'k' }] } }],
    ['GetObject', { Key: 'k' }],
    ['DeleteObject', { Key: 'k' }],
    ['PutObject', { Key: 'k', Body: 'x' }],
    ['CopyObject', { Key: 'k', CopySource: 'things/kept' }],
    ['CreateMultipartUpload', { Key: 'k' }],
  ] as const
).map(([operation, input]) => [operation, 'NoSuchBucket', { ...gone, ...input }, 'The specified bucket does not exist'])

testErrors({
  cloud,
  service: 's3',
  sdkPackage: '@aws-sdk/client-s3',
  sdk,
  client,
  cases: [
    ...noBucket,
    ['HeadBucket', 'NotFound', gone],
    ['HeadObject', 'NotFound', { ...bucket, Key: 'gone' }],
    ['GetObject', 'NoSuchKey', { ...bucket, Key: 'gone' }, 'The specified key does not exist.'],
    ['CopyObject', 'NoSuchKey', { ...bucket, Key: 'k', CopySource: 'things/gone' }],
    ['DeleteBucket', 'BucketNotEmpty', bucket],
    ['UploadPart', 'NoSuchUpload', { ...bucket, ...upload, PartNumber: 1, Body: 'x' }],
    ['AbortMultipartUpload', 'NoSuchUpload', { ...bucket, ...upload }],
    [
      'CompleteMultipartUpload',
      'NoSuchUpload',
      { ...bucket, ...upload, MultipartUpload: { Parts: [{ PartNumber: 1, ETag: 'x' }] } },
    ],
    ['CreateBucket', 'InvalidBucketName', { Bucket: 'No_Name' }],
  ],
  never: [
    ['BucketAlreadyExists', ['CreateBucket'], 'every bucket is of the one account here'],
    ['BucketAlreadyOwnedByYou', ['CreateBucket'], 'us-east-1 answers 200 to the owner'],
    ['InvalidObjectState', ['GetObject'], 'nothing is archived'],
    ['ObjectNotInActiveTierError', ['CopyObject'], 'nothing is archived'],
    ['EncryptionTypeMismatch', ['PutObject'], 'appending is for directory buckets, which do not exist here'],
    ['InvalidRequest', ['PutObject'], 'appending is for directory buckets, which do not exist here'],
    ['InvalidWriteOffset', ['PutObject'], 'appending is for directory buckets, which do not exist here'],
    ['TooManyParts', ['PutObject'], 'appending is for directory buckets, which do not exist here'],
  ],
})
