import type { CallerObjects, Iam } from '../core/faces.ts'
import type { Principal } from '../core/principal.ts'
import type { Access } from '../core/service.ts'
import type { BillRequest } from './bill-objects.ts'
import { asAwsError } from './errors.ts'
import { requireBucket } from './operations/buckets.ts'
import type { OpenStore } from './stores/open-store.ts'

/** Objects for a service that passes on the rights of its caller, as Athena does. */
export function objectsOfCaller({
  iam,
  open,
  requestId,
  bills,
}: {
  iam: Pick<Iam, 'authorize'>
  open(): Promise<OpenStore>
  requestId(): string
  bills: BillRequest
}): CallerObjects {
  const authorize = (principal: Principal, action: string, resource: string, context: Access['context'] = {}) =>
    iam.authorize(
      principal,
      [{ action: `s3:${action}`, resource: `arn:aws:s3:::${resource}`, context }],
      'AccessDenied',
    )
  const existing = async (bucket: string): Promise<OpenStore> => {
    const opened = await open()
    requireBucket(opened, bucket)
    return opened
  }
  return {
    async locate(principal, bucket) {
      authorize(principal, 'GetBucketLocation', bucket)
      await existing(bucket)
    },
    async list(principal, bucket, prefix) {
      authorize(principal, 'ListBucket', bucket, { 's3:prefix': prefix })
      const { store } = await existing(bucket)
      bills('GET', 'ListObjectsV2', bucket)
      const { objects } = store.listObjects(bucket, { prefix, maxKeys: Number.POSITIVE_INFINITY })
      return objects.map(({ key, contentLength }) => ({ key, bytes: contentLength }))
    },
    async get(principal, bucket, key) {
      authorize(principal, 'GetObject', `${bucket}/${key}`)
      const { store } = await open()
      bills('GET', 'GetObject', bucket)
      return asAwsError(() => store.getObject(bucket, key).body)
    },
    async put(principal, { bucket, key, body, contentType }) {
      authorize(principal, 'PutObject', `${bucket}/${key}`)
      const { write } = await open()
      bills('PUT', 'PutObject', bucket)
      const caller = { principal, requestId: requestId(), sourceIp: 'AWS Internal' }
      asAwsError(() => write.put({ event: 'ObjectCreated:Put', bucket, key, caller }, body, contentType))
    },
  }
}
