import { AwsError } from '../../core/aws-error.ts'
import type { CloudContext } from '../../core/cloud-context.ts'
import { RawOutput, type RawRequest } from '../../core/service.ts'
import type { OpenStore } from '../stores/open-store.ts'
import type { S3Request } from './classify-request.ts'

/** What fauxqs takes in one request. Larger objects are uploaded in parts, as the SDK's Upload does. */
const MAX_BODY_BYTES = 11 * 1024 * 1024

const HOP_HEADERS = ['host', 'connection', 'content-length', 'transfer-encoding', 'expect', 'authorization']

/** Carries out an S3 request that was allowed. */
export async function handleRequest(
  { context, open }: { context: CloudContext; open: OpenStore },
  { operation, bucket, key, query, source }: S3Request,
  request: RawRequest,
): Promise<RawOutput> {
  if (operation.name === 'GetBucketLocation') return bucketLocation(context, open, bucket)
  if (request.body.length > MAX_BODY_BYTES) {
    throw new AwsError(
      'EntityTooLarge',
      'The local cloud takes at most 11 MiB in one request: upload larger objects in parts',
    )
  }
  if (query.uploadId !== undefined && open.uploadTarget(query.uploadId) !== `${bucket}/${key}`) {
    throw new AwsError(
      'NoSuchUpload',
      'The specified multipart upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
      404,
    )
  }
  const app = await open.app()
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !HOP_HEADERS.includes(name)))
  if (source) headers['x-amz-copy-source'] = `/${encodePath(source.bucket)}/${encodePath(source.key)}`
  const path = bucket === '' ? '/' : key === '' ? `/${bucket}` : `/${bucket}/${encodePath(key)}`
  const search = new URLSearchParams(query).toString()
  const answer = await app.inject({
    method: request.method as 'GET',
    url: search ? `${path}?${search}` : path,
    headers: { ...headers, host: '127.0.0.1' },
    payload: request.body,
  })
  const { 'content-length': length, connection: _, 'transfer-encoding': __, ...answered } = answer.headers
  // A HEAD tells the length of what a GET would send.
  if (request.method === 'HEAD' && length !== undefined) Object.assign(answered, { 'content-length': length })
  const flat = Object.entries(answered).map(([name, value]) => [name, String(value)] as const)
  return new RawOutput(answer.statusCode, Object.fromEntries(flat), answer.rawPayload)
}

const encodePath = (path: string): string => path.split('/').map(encodeURIComponent).join('/')

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html – us-east-1 has no location constraint. */
function bucketLocation({ region }: CloudContext, { store }: OpenStore, bucket: string): RawOutput {
  if (!store.hasBucket(bucket)) throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404)
  const constraint = region === 'us-east-1' ? '' : region
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${constraint}</LocationConstraint>`
  return new RawOutput(200, { 'content-type': 'application/xml' }, Buffer.from(xml))
}
