import * as z from 'zod'
import { calls } from '../../core/resource-access.ts'
import { resourceType } from '../../core/resource-type.ts'
import type { CloudFrontServices } from '../cloudfront-services.ts'
import { compileFunction } from '../site/run-function.ts'

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-functions */
const MAX_CODE_BYTES = 10 * 1024

const Properties = z.strictObject({
  Name: z.string().regex(/^[\w-]{1,64}$/),
  // Only what is published is live, and here everything is.
  AutoPublish: z.literal(true),
  FunctionCode: z.string().refine((code) => Buffer.byteLength(code) <= MAX_CODE_BYTES, 'has more than 10 KB'),
  FunctionConfig: z.strictObject({ Comment: z.string().max(128), Runtime: z.literal('cloudfront-js-2.0') }),
})

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudfront-function.html */
export function functionType({ context, parts }: Pick<CloudFrontServices, 'context' | 'parts'>) {
  const arnOf = (name: string) => `arn:aws:cloudfront::${context.accountId}:function/${name}`
  const put = ({ Name, FunctionCode }: z.infer<typeof Properties>) => {
    compileFunction(FunctionCode)
    const arn = arnOf(Name)
    parts.put('function', arn, { code: FunctionCode })
    return { physicalId: arn, attributes: { FunctionARN: arn, 'FunctionMetadata.FunctionARN': arn, Stage: 'LIVE' } }
  }
  return resourceType<z.infer<typeof Properties>>({
    type: 'AWS::CloudFront::Function',
    attributes: ['FunctionARN', 'FunctionMetadata.FunctionARN', 'Stage'],
    properties: Properties,
    createOnly: ['Name'],
    named: { by: ({ Name }) => Name, exists: (name) => parts.get('function', arnOf(name)) !== undefined },
    access: calls(
      {
        create: ['cloudfront:CreateFunction', 'cloudfront:PublishFunction'],
        update: ['cloudfront:UpdateFunction', 'cloudfront:PublishFunction'],
        delete: ['cloudfront:DeleteFunction'],
      },
      ({ properties }) => arnOf(properties.Name),
    ),
    create: put,
    update: put,
    delete: ({ physicalId }) => parts.delete('function', physicalId),
  })
}
