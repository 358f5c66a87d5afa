import type { SiteObjects } from '../core/faces.ts'
import { allowsService } from '../iam/resource-policy.ts'
import type { BucketPolicies } from './stores/bucket-policies.ts'
import type { OpenStore } from './stores/open-store.ts'

/**
 * GetObject by an AWS service that acts for a resource: the bucket's policy alone decides. Without s3:ListBucket a missing key is a 403,
 * as https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html says.
 */
export function readForService({
  open,
  policies,
}: {
  open(): Promise<OpenStore>
  policies: BucketPolicies
}): SiteObjects['read'] {
  return async ({ bucket, key, service, sourceArn }) => {
    const request = { service, sourceArn, action: 's3:GetObject', resource: `arn:aws:s3:::${bucket}/${key}` }
    if (!allowsService(policies.statements(bucket), request)) return { status: 403, code: 'AccessDenied' }
    const { store, has } = await open()
    if (!store.hasBucket(bucket)) return { status: 404, code: 'NoSuchBucket' }
    if (key === '' || !has(bucket, key)) return { status: 403, code: 'AccessDenied' }
    const { body, contentType, cacheControl, etag } = store.getObject(bucket, key)
    return { status: 200, body, contentType, cacheControl, etag }
  }
}
