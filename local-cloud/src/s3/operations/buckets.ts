import { AwsError, Unsupported } from '../../core/aws-error.ts'
import { unnamed } from '../../core/operation-input.ts'
import { RawOutput } from '../../core/service.ts'
import { asAwsError } from '../errors.ts'
import type { S3Operation, S3Services } from '../operation.ts'
import { readXml, xmlOutput } from '../xml.ts'

const OWNER = { 'x-amz-expected-bucket-owner': 'ExpectedBucketOwner' }

export function requireBucket({ store }: Pick<S3Services, 'store'>, bucket: string): void {
  if (!store.hasBucket(bucket)) throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404)
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html */
export const listBuckets: S3Operation = {
  name: 'ListBuckets',
  level: 'service',
  method: 'GET',
  action: 's3:ListAllMyBuckets',
  on: 'account',
  run: ({ store, context }) =>
    xmlOutput('ListAllMyBucketsResult', {
      Owner: { ID: context.accountId },
      Buckets: {
        Bucket: store.listBuckets().map(({ name, creationDate }) => ({ Name: name, CreationDate: creationDate })),
      },
    }),
}

const CONFIGURATION = { CreateBucketConfiguration: { LocationConstraint: true } } as const

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html: to its owner us-east-1 answers 200 for a bucket that is there. */
export const createBucket: S3Operation = {
  name: 'CreateBucket',
  level: 'bucket',
  method: 'PUT',
  action: 's3:CreateBucket',
  on: 'bucket',
  body: CONFIGURATION,
  run({ store, context }, { bucket, body }) {
    if (body.length > 0) checkLocation(readConfiguration(body), context.region)
    asAwsError(() => store.createBucket(bucket))
    return new RawOutput(200, { location: `/${bucket}` }, Buffer.alloc(0))
  },
}

function readConfiguration(body: Buffer): unknown {
  const CreateBucketConfiguration = readXml(body, 'CreateBucketConfiguration')
  for (const path of unnamed(CONFIGURATION, { CreateBucketConfiguration }))
    throw new Unsupported(`the parameter ${path} of s3:CreateBucket`)
  return CreateBucketConfiguration.LocationConstraint
}

function checkLocation(constraint: unknown, region: string): void {
  if (constraint === undefined || (constraint === region && region !== 'us-east-1')) return
  if (constraint === 'us-east-1' || typeof constraint !== 'string' || !/^[a-z]{2}(-[a-z]+)+-\d$|^EU$/.test(constraint))
    throw new AwsError('InvalidLocationConstraint', 'The specified location-constraint is not valid')
  throw new Unsupported(`buckets in another Region (LocationConstraint ${constraint} of s3:CreateBucket)`)
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html */
export const deleteBucket: S3Operation = {
  name: 'DeleteBucket',
  level: 'bucket',
  method: 'DELETE',
  action: 's3:DeleteBucket',
  on: 'bucket',
  headers: OWNER,
  run({ store, configurations }, { bucket }) {
    requireBucket({ store }, bucket)
    asAwsError(() => store.deleteBucket(bucket))
    configurations.put(bucket, [])
    return new RawOutput(204, {}, Buffer.alloc(0))
  },
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html */
export const headBucket: S3Operation = {
  name: 'HeadBucket',
  level: 'bucket',
  method: 'HEAD',
  action: 's3:ListBucket',
  on: 'bucket',
  headers: OWNER,
  run({ store, context }, { bucket }) {
    requireBucket({ store }, bucket)
    return new RawOutput(200, { 'x-amz-bucket-region': context.region }, Buffer.alloc(0))
  },
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html: us-east-1 has no location constraint. */
export const getBucketLocation: S3Operation = {
  name: 'GetBucketLocation',
  level: 'bucket',
  method: 'GET',
  needs: ['location'],
  action: 's3:GetBucketLocation',
  on: 'bucket',
  headers: OWNER,
  run({ store, context: { region } }, { bucket }) {
    requireBucket({ store }, bucket)
    return xmlOutput('LocationConstraint', region === 'us-east-1' ? '' : region)
  },
}
