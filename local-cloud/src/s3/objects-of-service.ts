import { AwsError } from '../core/aws-error.ts'
import type { ServiceDelivery, ServiceObjects } from '../core/faces.ts'
import { allowsService } from '../iam/resource-policy.ts'
import { asAwsError } from './errors.ts'
import type { BucketPolicies } from './stores/bucket-policies.ts'
import type { OpenStore } from './stores/open-store.ts'

/** PutObject by an AWS service that acts for a resource: the bucket's policy alone decides. */
export function objectsOfService({
  accountId,
  open,
  policies,
  requestId,
}: {
  accountId: string
  open(): Promise<OpenStore>
  policies: BucketPolicies
  requestId(): string
}): ServiceObjects {
  const isAllowed = ({ bucket, key, service, sourceArn }: ServiceDelivery): boolean =>
    allowsService(policies.statements(bucket), {
      service,
      sourceArn,
      sourceAccount: accountId,
      action: 's3:PutObject',
      resource: `arn:aws:s3:::${bucket}/${key}`,
    })
  return {
    mayPut: async (delivery) => (await open()).store.hasBucket(delivery.bucket) && isAllowed(delivery),
    async put({ body, contentType, ...delivery }) {
      const { bucket, key, service, sourceArn } = delivery
      if (!isAllowed(delivery))
        throw new AwsError(
          'AccessDenied',
          `The policy of the bucket ${bucket} does not let ${service} put objects.`,
          403,
        )
      const { write } = await open()
      const principal = { kind: 'service', service, sourceArn, sourceAccount: accountId } as const
      const caller = { principal, requestId: requestId(), sourceIp: 'AWS Internal' }
      asAwsError(() => write.put({ event: 'ObjectCreated:Put', bucket, key, caller }, body, contentType))
    },
  }
}
