import * as z from 'zod'
import { stableToken } from '../../core/ids.ts'
import { calls } from '../../core/resource-access.ts'
import { resourceType } from '../../core/resource-type.ts'
import type { CloudFrontServices } from '../cloudfront-services.ts'
import { ResponseHeadersPolicyConfig } from '../response-headers-policy-config.ts'

const Properties = z.strictObject({ ResponseHeadersPolicyConfig })

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudfront-responseheaderspolicy.html */
export function responseHeadersPolicyType({ context, parts }: Pick<CloudFrontServices, 'context' | 'parts'>) {
  const put = (id: string, { ResponseHeadersPolicyConfig: config }: z.infer<typeof Properties>) => {
    parts.put('response-headers-policy', id, config)
    return { physicalId: id, attributes: { Id: id } }
  }
  return resourceType<z.infer<typeof Properties>>({
    type: 'AWS::CloudFront::ResponseHeadersPolicy',
    attributes: ['Id'],
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
