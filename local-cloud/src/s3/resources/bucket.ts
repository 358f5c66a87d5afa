import * as z from 'zod'
import type { CloudContext } from '../../core/cloud-context.ts'
import { calls } from '../../core/resource-access.ts'
import { type Deployed, type ResourceType, resourceType } from '../../core/resource-type.ts'
import { asAwsError } from '../errors.ts'
import type { OpenStore } from '../stores/open-store.ts'

interface Needs {
  context: CloudContext
  open(): Promise<OpenStore>
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html */
export function bucket({ context, open }: Needs): ResourceType {
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

  return resourceType({
    type: 'AWS::S3::Bucket',
    attributes: ['Arn', 'DomainName', 'DualStackDomainName', 'RegionalDomainName'],
    partly: 'no versions',
    stateful: true,
    createOnly: ['BucketName'],
    named: { by: ({ BucketName }) => BucketName, exists: async (name) => (await open()).store.hasBucket(name) },
    properties: z.strictObject({
      BucketName: z.string().optional(),
      // Versions are not kept here: only a bucket without them is what it says it is.
      VersioningConfiguration: z.strictObject({ Status: z.literal('Suspended') }).optional(),
    }),
    meaningless: {
      BucketEncryption: 'the data folder is as safe as the laptop it is on',
      LifecycleConfiguration: 'nothing grows old enough on a laptop to expire or to change its storage class',
      OwnershipControls: 'there are no ACLs, and one account',
      PublicAccessBlockConfiguration: 'every request must be signed and allowed: there is no public access to block',
      Tags: 'nothing here reads the tags of buckets',
    },
    access: calls(
      { create: ['s3:CreateBucket'], update: [], delete: ['s3:DeleteBucket'] },
      ({ properties, current, context }) =>
        `arn:aws:s3:::${current?.physicalId ?? properties.BucketName ?? context.physicalName(63).toLowerCase()}`,
    ),
    async create({ BucketName }, { physicalName }) {
      const { store } = await open()
      const name = BucketName ?? physicalName(63).toLowerCase()
      asAwsError(() => store.createBucket(name))
      return deployed(name)
    },
    update: (_properties, current) => deployed(current.physicalId),
    async delete({ physicalId }) {
      const { store } = await open()
      if (store.hasBucket(physicalId)) asAwsError(() => store.deleteBucket(physicalId))
    },
  })
}
