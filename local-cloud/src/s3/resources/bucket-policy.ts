import * as z from 'zod'
import { AwsError } from '../../core/aws-error.ts'
import { calls } from '../../core/resource-access.ts'
import { type ResourceType, resourceType } from '../../core/resource-type.ts'
import type { ResourceStatement } from '../../iam/resource-policy.ts'
import type { BucketPolicies } from '../stores/bucket-policies.ts'

const strings = z.union([z.string(), z.array(z.string())])

/** A statement that refuses requests without TLS (the CDK's `enforceSSL` and `minimumTLSVersion`): never evaluated, for on loopback there is none. */
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

/** A statement that lets a distribution read, evaluated for each of its requests. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html */
const ServiceStatement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.literal('Allow'),
  Principal: z.strictObject({ Service: z.literal('cloudfront.amazonaws.com') }),
  Action: z.literal('s3:GetObject'),
  Resource: strings,
  Condition: z.record(z.string(), z.record(z.string(), strings)),
})

/** A statement that lets the bill be delivered. https://docs.aws.amazon.com/cur/latest/userguide/dataexports-s3-bucket.html */
const Deliverer = z.enum(['bcm-data-exports.amazonaws.com', 'billingreports.amazonaws.com'])
const DeliveryAction = z.enum(['s3:PutObject', 's3:GetBucketPolicy'])
const DeliveryStatement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.literal('Allow'),
  Principal: z.strictObject({ Service: z.union([Deliverer, z.array(Deliverer)]) }),
  Action: z.union([DeliveryAction, z.array(DeliveryAction)]),
  Resource: strings,
  Condition: z.record(z.string(), z.record(z.string(), strings)).optional(),
})

/**
 * Any other statement would be an access rule that the local cloud ignores, so it fails the deployment.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucketpolicy.html
 */
export function bucketPolicy({ policies }: { policies: BucketPolicies }): ResourceType {
  const store = (bucket: string, policy: { Statement: unknown[] }) => {
    policies.put(bucket, evaluatePolicy(bucket, policy))
    return { physicalId: bucket, attributes: {} }
  }
  return resourceType({
    type: 'AWS::S3::BucketPolicy',
    attributes: [],
    partly: 'only statements about TLS, those by which CloudFront reads, and those by which the bill is delivered',
    properties: z.strictObject({
      Bucket: z.string(),
      PolicyDocument: z.strictObject({
        Version: z.string().optional(),
        Id: z.string().optional(),
        Statement: z.array(z.unknown()),
      }),
    }),
    createOnly: ['Bucket'],
    named: { by: ({ Bucket }) => Bucket, exists: (name) => policies.has(name) },
    access: calls(
      { create: ['s3:PutBucketPolicy'], update: ['s3:PutBucketPolicy'], delete: ['s3:DeleteBucketPolicy'] },
      ({ properties }) => `arn:aws:s3:::${properties.Bucket}`,
    ),
    check: ({ Bucket, PolicyDocument }) => void evaluatePolicy(Bucket, PolicyDocument),
    create: ({ Bucket, PolicyDocument }) => store(Bucket, PolicyDocument),
    update: ({ Bucket, PolicyDocument }) => store(Bucket, PolicyDocument),
    delete: ({ physicalId }) => policies.delete(physicalId),
  })
}

function evaluatePolicy(bucket: string, { Statement }: { Statement: unknown[] }): ResourceStatement[] {
  return Statement.flatMap((statement) => {
    if (TransportStatement.safeParse(statement).success) return []
    for (const form of [ServiceStatement, DeliveryStatement]) {
      const allowed = form.safeParse(statement)
      if (allowed.success) return [allowed.data]
    }
    throw new AwsError(
      'UnsupportedByLocalCloud',
      `The local cloud only supports bucket policy statements about TLS, about reading by CloudFront and about delivering the bill (bucket ${bucket}: ${JSON.stringify(statement)}).`,
      501,
    )
  })
}
