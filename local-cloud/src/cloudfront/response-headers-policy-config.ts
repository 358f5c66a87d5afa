import * as z from 'zod'

const Override = z.boolean()

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-cloudfront-responseheaderspolicy-responseheaderspolicyconfig.html */
export const ResponseHeadersPolicyConfig = z.strictObject({
  Name: z.string().max(128),
  Comment: z.string().max(128).optional(),
  CustomHeadersConfig: z
    .strictObject({ Items: z.array(z.strictObject({ Header: z.string(), Value: z.string(), Override })) })
    .optional(),
  SecurityHeadersConfig: z
    .strictObject({
      ContentSecurityPolicy: z.strictObject({ ContentSecurityPolicy: z.string(), Override }).optional(),
      ContentTypeOptions: z.strictObject({ Override }).optional(),
      FrameOptions: z.strictObject({ FrameOption: z.enum(['DENY', 'SAMEORIGIN']), Override }).optional(),
      ReferrerPolicy: z.strictObject({ ReferrerPolicy: z.string(), Override }).optional(),
      StrictTransportSecurity: z
        .strictObject({
          AccessControlMaxAgeSec: z.int().min(0),
          IncludeSubdomains: z.boolean().default(false),
          Preload: z.boolean().default(false),
          Override,
        })
        .optional(),
    })
    .optional(),
})
export type ResponseHeadersPolicyConfig = z.infer<typeof ResponseHeadersPolicyConfig>
