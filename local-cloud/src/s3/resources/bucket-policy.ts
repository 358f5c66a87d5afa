import * as z from 'zod'
import { AwsError, Unsupported } from '../../core/aws-error.ts'
import type { CloudContext } from '../../core/cloud-context.ts'
import { calls } from '../../core/resource-access.ts'
import { type ResourceType, resourceType } from '../../core/resource-type.ts'

const strings = z.union([z.string(), z.array(z.string())])

/** A statement that refuses requests without TLS (the CDK's `enforceSSL` and `minimumTLSVersion`). */
const TransportStatement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.literal('Deny'),
  Principal: z.union([z.literal('*'), z.strictObject({ AWS: z.literal('*') })]),
  Action: strings,
  Resource: strings,
  Condition: z.union([
    z.strictObject({ Bool: z.strictObject({ 'aws:SecureTransport': z.literal('false') }) }),
    z.strictObject({ NumericLessThan: z.strictObject({ 's3:TlsVersion': z.union([z.string(), z.number()]) }) }),
  ]),
})

/**
 * Stored, and deliberately never evaluated: it only takes statements about TLS, and on loopback there is none. Any other statement
 * would be an access rule that the local cloud ignores, so it fails the deployment.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucketpolicy.html
 */
export function bucketPolicy({ context }: { context: CloudContext }): ResourceType {
  const { database } = context
  database.exec('CREATE TABLE IF NOT EXISTS s3_bucket_policies (bucket TEXT PRIMARY KEY, policy TEXT NOT NULL)')
  const insert = database.prepare('INSERT OR REPLACE INTO s3_bucket_policies (bucket, policy) VALUES (?, ?)')
  const remove = database.prepare('DELETE FROM s3_bucket_policies WHERE bucket = ?')

  const store = (bucket: string, policy: { Statement: unknown[] }) => {
    for (const statement of policy.Statement) {
      if (TransportStatement.safeParse(statement).success) continue
      throw new AwsError(
        'UnsupportedByLocalCloud',
        `The local cloud only supports bucket policy statements about TLS (bucket ${bucket}).`,
        501,
      )
    }
    insert.run(bucket, JSON.stringify(policy))
    return { physicalId: bucket, attributes: {} }
  }
  return resourceType({
    type: 'AWS::S3::BucketPolicy',
    properties: z.strictObject({
      Bucket: z.string(),
      PolicyDocument: z.strictObject({
        Version: z.string().optional(),
        Id: z.string().optional(),
        Statement: z.array(z.unknown()),
      }),
    }),
    access: calls(
      { create: ['s3:PutBucketPolicy'], update: ['s3:PutBucketPolicy'], delete: ['s3:DeleteBucketPolicy'] },
      ({ properties }) => `arn:aws:s3:::${properties.Bucket}`,
    ),
    create: ({ Bucket, PolicyDocument }) => store(Bucket, PolicyDocument),
    update({ Bucket, PolicyDocument }, _, previous) {
      if (Bucket !== previous.Bucket) throw new Unsupported('changing the Bucket of a bucket policy in place')
      return store(Bucket, PolicyDocument)
    },
    delete: ({ physicalId }) => void remove.run(physicalId),
  })
}
