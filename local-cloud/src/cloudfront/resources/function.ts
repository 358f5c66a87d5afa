import * as z from 'zod'
import { Unsupported } from '../../core/aws-error.ts'
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
  const put = ({ Name, FunctionCode }: z.infer<typeof Properties>) => {
    compileFunction(FunctionCode)
    const arn = `arn:aws:cloudfront::${context.accountId}:function/${Name}`
    parts.put('function', arn, { code: FunctionCode })
    return { physicalId: arn, attributes: { FunctionARN: arn, 'FunctionMetadata.FunctionARN': arn, Stage: 'LIVE' } }
  }
  return resourceType<z.infer<typeof Properties>>({
    type: 'AWS::CloudFront::Function',
    properties: Properties,
    access: calls(
      {
        create: ['cloudfront:CreateFunction', 'cloudfront:PublishFunction'],
        update: ['cloudfront:UpdateFunction', 'cloudfront:PublishFunction'],
        delete: ['cloudfront:DeleteFunction'],
      },
      ({ properties }) => `arn:aws:cloudfront::${context.accountId}:function/${properties.Name}`,
    ),
    create: put,
    update(properties, _current, previous) {
      if (properties.Name !== previous.Name)
        throw new Unsupported('changing the Name of a CloudFront function in place')
      return put(properties)
    },
    delete: ({ physicalId }) => parts.delete('function', physicalId),
  })
}
