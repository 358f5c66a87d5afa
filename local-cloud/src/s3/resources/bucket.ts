import * as z from 'zod'
import { AwsError, Unsupported } from '../../core/aws-error.ts'
import type { CloudContext } from '../../core/cloud-context.ts'
import { calls } from '../../core/resource-access.ts'
import { type Deployed, type ResourceType, resourceType } from '../../core/resource-type.ts'
import type { OpenStore } from '../open-store.ts'
import { asAwsError } from '../service.ts'

interface Needs {
  context: CloudContext
  open(): Promise<OpenStore>
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html */
export function bucket({ context, open }: Needs): ResourceType {
  const { database, region } = context
  database.exec('CREATE TABLE IF NOT EXISTS s3_bucket_owners (bucket TEXT PRIMARY KEY, owner TEXT NOT NULL)')
  const selectOwner = database.prepare('SELECT owner FROM s3_bucket_owners WHERE bucket = ?')
  const insertOwner = database.prepare('INSERT OR REPLACE INTO s3_bucket_owners (bucket, owner) VALUES (?, ?)')
  const deleteOwner = database.prepare('DELETE FROM s3_bucket_owners WHERE bucket = ?')

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
    stateful: true,
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
    async create({ BucketName }, { stackId, logicalId, physicalName }) {
      const { store } = await open()
      const name = BucketName ?? physicalName(63).toLowerCase()
      const owner = `${stackId}/${logicalId}`
      // A deployment that was killed finds its own bucket again; anybody else's is taken.
      if (store.hasBucket(name) && selectOwner.get(name)?.owner !== owner) {
        throw new AwsError('BucketAlreadyOwnedByYou', `${name} already exists`, 409)
      }
      insertOwner.run(name, owner)
      asAwsError(() => store.createBucket(name))
      return deployed(name)
    },
    update({ BucketName }, current, previous) {
      if (BucketName !== previous.BucketName) throw new Unsupported('changing the BucketName of a bucket')
      return deployed(current.physicalId)
    },
    async delete({ physicalId }) {
      const { store } = await open()
      if (store.hasBucket(physicalId)) asAwsError(() => store.deleteBucket(physicalId))
      deleteOwner.run(physicalId)
    },
  })
}
