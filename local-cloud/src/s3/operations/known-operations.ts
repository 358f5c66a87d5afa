import { Unsupported } from '../../core/aws-error.ts'

/** One operation of S3 and how a request is recognised as it. */
export interface S3Operation {
  name: string
  level: 'service' | 'bucket' | 'object'
  method: string
  /** Query parameters that must be there. */
  needs: string[]
  /** Query parameters that may be there; any other fails by name. */
  takes: string[]
  copies?: boolean
  action: string
  on: 'account' | 'bucket' | 'object' | 'objects-in-body'
}

const LIST = [
  'list-type',
  'prefix',
  'delimiter',
  'max-keys',
  'start-after',
  'continuation-token',
  'fetch-owner',
  // The aws CLI sends it always. The answer does not say that its keys are encoded, so they are read as they stand.
  'encoding-type',
  'marker',
]

const PUT = { level: 'object', method: 'PUT', action: 's3:PutObject', on: 'object' } as const
const PART = ['partNumber', 'uploadId']

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html */
export const operations: S3Operation[] = [
  {
    name: 'ListBuckets',
    level: 'service',
    method: 'GET',
    needs: [],
    takes: [],
    action: 's3:ListAllMyBuckets',
    on: 'account',
  },
  {
    name: 'CreateBucket',
    level: 'bucket',
    method: 'PUT',
    needs: [],
    takes: [],
    action: 's3:CreateBucket',
    on: 'bucket',
  },
  {
    name: 'DeleteBucket',
    level: 'bucket',
    method: 'DELETE',
    needs: [],
    takes: [],
    action: 's3:DeleteBucket',
    on: 'bucket',
  },
  { name: 'HeadBucket', level: 'bucket', method: 'HEAD', needs: [], takes: [], action: 's3:ListBucket', on: 'bucket' },
  {
    name: 'ListObjectsV2',
    level: 'bucket',
    method: 'GET',
    needs: [],
    takes: LIST,
    action: 's3:ListBucket',
    on: 'bucket',
  },
  {
    name: 'GetBucketLocation',
    level: 'bucket',
    method: 'GET',
    needs: ['location'],
    takes: [],
    action: 's3:GetBucketLocation',
    on: 'bucket',
  },
  {
    name: 'DeleteObjects',
    level: 'bucket',
    method: 'POST',
    needs: ['delete'],
    takes: [],
    action: 's3:DeleteObject',
    on: 'objects-in-body',
  },
  {
    name: 'GetObject',
    level: 'object',
    method: 'GET',
    needs: [],
    takes: ['partNumber'],
    action: 's3:GetObject',
    on: 'object',
  },
  { name: 'HeadObject', level: 'object', method: 'HEAD', needs: [], takes: [], action: 's3:GetObject', on: 'object' },
  {
    name: 'DeleteObject',
    level: 'object',
    method: 'DELETE',
    needs: [],
    takes: [],
    action: 's3:DeleteObject',
    on: 'object',
  },
  { name: 'PutObject', ...PUT, needs: [], takes: [] },
  { name: 'CopyObject', ...PUT, needs: [], takes: [], copies: true },
  { name: 'UploadPart', ...PUT, needs: PART, takes: [] },
  { name: 'UploadPartCopy', ...PUT, needs: PART, takes: [], copies: true },
  { name: 'CreateMultipartUpload', ...PUT, method: 'POST', needs: ['uploads'], takes: [] },
  { name: 'CompleteMultipartUpload', ...PUT, method: 'POST', needs: ['uploadId'], takes: [] },
  {
    name: 'AbortMultipartUpload',
    ...PUT,
    method: 'DELETE',
    needs: ['uploadId'],
    takes: [],
    action: 's3:AbortMultipartUpload',
  },
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
      operation.needs.every((name) => query.includes(name)) &&
      query.every((name) => operation.needs.includes(name) || operation.takes.includes(name)),
  )
  if (found) return found
  const shown = query.length > 0 ? `?${query.join('&')}` : ''
  throw new Unsupported(`the S3 request ${method} on a ${level}${shown}${copies ? ' with x-amz-copy-source' : ''}`)
}
