import * as z from 'zod'

/** The managed policy CachingOptimized. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6'

const S3_HOST = /^([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\.s3\.[a-z0-9-]+\.amazonaws\.com$/

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-cloudfront-distribution-distributionconfig.html */
export const DistributionConfig = z.strictObject({
  Comment: z.string().max(128).default(''),
  Enabled: z.literal(true),
  DefaultRootObject: z.string().optional(),
  DefaultCacheBehavior: z.strictObject({
    TargetOriginId: z.string(),
    AllowedMethods: z.tuple([z.literal('GET'), z.literal('HEAD')]).optional(),
    // Nothing is kept at an edge here: every request reaches the origin, as at an edge that nobody visited before.
    CachePolicyId: z.literal(CACHING_OPTIMIZED),
    Compress: z.boolean().default(false),
    FunctionAssociations: z
      .array(z.strictObject({ EventType: z.literal('viewer-request'), FunctionARN: z.string() }))
      .max(1)
      .default([]),
    ResponseHeadersPolicyId: z.string().optional(),
    // There is no TLS on loopback to redirect to.
    ViewerProtocolPolicy: z.enum(['allow-all', 'redirect-to-https', 'https-only']),
  }),
  Origins: z.tuple([
    z.strictObject({
      Id: z.string(),
      DomainName: z.string().regex(S3_HOST, 'the local cloud serves distributions of S3 buckets only'),
      OriginAccessControlId: z.string(),
      S3OriginConfig: z.strictObject({ OriginAccessIdentity: z.literal('') }),
    }),
  ]),
  // One machine speaks HTTP/1.1 over IPv4 to itself.
  HttpVersion: z.enum(['http1.1', 'http2', 'http3', 'http2and3']).optional(),
  IPV6Enabled: z.boolean().optional(),
  PriceClass: z.enum(['PriceClass_100', 'PriceClass_200', 'PriceClass_All']).optional(),
  // A web ACL is inert here.
  WebACLId: z.string().optional(),
})
export type DistributionConfig = z.infer<typeof DistributionConfig>

export const bucketOf = ({ Origins: [origin] }: DistributionConfig): string =>
  S3_HOST.exec(origin.DomainName)?.[1] ?? ''
