import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import type { CloudContext } from '../../core/cloud-context.ts'
import { calls } from '../../core/resource-access.ts'
import { type Deployed, type ResourceType, resourceType } from '../../core/resource-type.ts'
import { asAwsError } from '../errors.ts'
import { NotificationConfiguration, queueConfigurations } from '../notifications/notification-properties.ts'
import type { testDestinations } from '../notifications/test-destinations.ts'
import type { NotificationConfigurations } from '../stores/notification-configurations.ts'
import type { OpenStore } from '../stores/open-store.ts'

interface Needs {
  context: CloudContext
  open(): Promise<OpenStore>
  configurations: NotificationConfigurations
  /** Throws where a queue does not let the bucket in. */
  test: ReturnType<typeof testDestinations>
}

const Properties = z.strictObject({
  BucketName: z.string().optional(),
  NotificationConfiguration: NotificationConfiguration.optional(),
  // Versions are not kept here: only a bucket without them is what it says it is.
  VersioningConfiguration: z.strictObject({ Status: z.literal('Suspended') }).optional(),
})
type Properties = z.infer<typeof Properties>

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html */
export function bucket({ context, open, configurations, test }: Needs): ResourceType {
  const { region } = context
  const deployed = (name: string): Deployed => ({
    physicalId: name,
    attributes: {
      Arn: `arn:aws:s3:::${name}`,
      DomainName: `${name}.s3.amazonaws.com`,
      DualStackDomainName: `${name}.s3.dualstack.${region}.amazonaws.com`,
      RegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
    },
  })

  return resourceType<Properties>({
    type: 'AWS::S3::Bucket',
    attributes: ['Arn', 'DomainName', 'DualStackDomainName', 'RegionalDomainName'],
    partly: 'no versions; notifications of created objects to queues alone',
    stateful: true,
    createOnly: ['BucketName'],
    named: { by: ({ BucketName }) => BucketName, exists: async (name) => (await open()).store.hasBucket(name) },
    properties: Properties,
    meaningless: {
      BucketEncryption: 'the data folder is as safe as the laptop it is on',
      LifecycleConfiguration: 'nothing grows old enough on a laptop to expire or to change its storage class',
      OwnershipControls: 'there are no ACLs, and one account',
      PublicAccessBlockConfiguration: 'every request must be signed and allowed: there is no public access to block',
      Tags: 'nothing here reads the tags of buckets',
    },
    access(change) {
      const notifies = change.properties.NotificationConfiguration ? ['s3:PutBucketNotification'] : []
      return calls<Properties>(
        { create: ['s3:CreateBucket', ...notifies], update: notifies, delete: ['s3:DeleteBucket'] },
        ({ properties, current, context }) =>
          `arn:aws:s3:::${current?.physicalId ?? properties.BucketName ?? context.physicalName(63).toLowerCase()}`,
      )(change)
    },
    check: ({ NotificationConfiguration }) => void queueConfigurations(NotificationConfiguration),
    async create({ BucketName, NotificationConfiguration }, { physicalName }) {
      const { store } = await open()
      const name = BucketName ?? physicalName(63).toLowerCase()
      const told = queueConfigurations(NotificationConfiguration)
      // First: a bucket that cannot tell them is not left behind.
      await test(name, told)
      asAwsError(() => store.createBucket(name))
      configurations.put(name, told)
      return deployed(name)
    },
    async update({ NotificationConfiguration }, { physicalId }, previous) {
      if (!isDeepStrictEqual(NotificationConfiguration, previous.NotificationConfiguration)) {
        const told = queueConfigurations(NotificationConfiguration)
        await test(physicalId, told)
        configurations.put(physicalId, told)
      }
      return deployed(physicalId)
    },
    async delete({ physicalId }) {
      const { store } = await open()
      if (store.hasBucket(physicalId)) asAwsError(() => store.deleteBucket(physicalId))
      configurations.put(physicalId, [])
    },
  })
}
