import * as z from 'zod'
import { stableToken, UPPER_ALPHANUMERIC } from '../../core/ids.ts'
import { calls } from '../../core/resource-access.ts'
import { resourceType } from '../../core/resource-type.ts'
import type { CloudFrontServices } from '../cloudfront-services.ts'

const Properties = z.strictObject({
  OriginAccessControlConfig: z.strictObject({
    Name: z.string().max(64),
    Description: z.string().optional(),
    OriginAccessControlOriginType: z.literal('s3'),
    SigningBehavior: z.literal('always'),
    SigningProtocol: z.literal('sigv4'),
  }),
})

type Config = z.infer<typeof Properties>['OriginAccessControlConfig']

/**
 * Makes a distribution sign its requests to S3, so that a bucket's policy can let in that distribution alone.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudfront-originaccesscontrol.html
 */
export function originAccessControlType({ context, parts }: Pick<CloudFrontServices, 'context' | 'parts'>) {
  const put = (id: string, { OriginAccessControlConfig: config }: z.infer<typeof Properties>) => {
    parts.put('origin-access-control', id, config)
    return { physicalId: id, attributes: { Id: id } }
  }
  return resourceType<z.infer<typeof Properties>>({
    type: 'AWS::CloudFront::OriginAccessControl',
    attributes: ['Id'],
    properties: Properties,
    named: {
      by: ({ OriginAccessControlConfig: { Name } }) => Name,
      exists: (name) => parts.list<Config>('origin-access-control').some(({ Name }) => Name === name),
    },
    access: calls(
      {
        create: ['cloudfront:CreateOriginAccessControl'],
        update: ['cloudfront:UpdateOriginAccessControl'],
        delete: ['cloudfront:DeleteOriginAccessControl'],
      },
      ({ current }) => `arn:aws:cloudfront::${context.accountId}:origin-access-control/${current?.physicalId ?? '*'}`,
    ),
    create: (properties, { stackId, logicalId }) =>
      put(`E${stableToken(13, `${stackId}/${logicalId}`, UPPER_ALPHANUMERIC)}`, properties),
    update: (properties, { physicalId }) => put(physicalId, properties),
    delete: ({ physicalId }) => parts.delete('origin-access-control', physicalId),
  })
}
