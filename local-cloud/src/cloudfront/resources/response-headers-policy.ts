import * as z from 'zod'
import { stableToken } from '../../core/ids.ts'
import { calls } from '../../core/resource-access.ts'
import { resourceType } from '../../core/resource-type.ts'
import type { CloudFrontServices } from '../cloudfront-services.ts'

const Override = z.boolean()

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

const Properties = z.strictObject({ ResponseHeadersPolicyConfig })

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudfront-responseheaderspolicy.html */
export function responseHeadersPolicyType({ context, parts }: Pick<CloudFrontServices, 'context' | 'parts'>) {
  const put = (id: string, { ResponseHeadersPolicyConfig: config }: z.infer<typeof Properties>) => {
    parts.put('response-headers-policy', id, config)
    return { physicalId: id, attributes: { Id: id } }
  }
  return resourceType<z.infer<typeof Properties>>({
    type: 'AWS::CloudFront::ResponseHeadersPolicy',
    properties: Properties,
    named: {
      by: ({ ResponseHeadersPolicyConfig: { Name } }) => Name,
      exists: (name) =>
        parts.list<ResponseHeadersPolicyConfig>('response-headers-policy').some(({ Name }) => Name === name),
    },
    access: calls(
      {
        create: ['cloudfront:CreateResponseHeadersPolicy'],
        update: ['cloudfront:UpdateResponseHeadersPolicy'],
        delete: ['cloudfront:DeleteResponseHeadersPolicy'],
      },
      ({ current }) => `arn:aws:cloudfront::${context.accountId}:response-headers-policy/${current?.physicalId ?? '*'}`,
    ),
    create: (properties, { stackId, logicalId }) => put(stableToken(36, `${stackId}/${logicalId}`), properties),
    update: (properties, { physicalId }) => put(physicalId, properties),
    delete: ({ physicalId }) => parts.delete('response-headers-policy', physicalId),
  })
}
