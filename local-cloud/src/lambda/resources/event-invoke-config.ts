import * as z from 'zod'
import { calls } from '../../core/resource-access.ts'
import { resourceType } from '../../core/resource-type.ts'
import type { LambdaServices } from '../lambda-services.ts'

const Properties = z.strictObject({
  FunctionName: z.string(),
  Qualifier: z.literal('$LATEST'),
  MaximumRetryAttempts: z.int().min(0).max(2).optional(),
  MaximumEventAgeInSeconds: z.int().min(60).max(21_600).optional(),
})

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventinvokeconfig.html, without destinations. */
export const eventInvokeConfigType = ({
  names,
  functions,
  eventInvoke,
}: Pick<LambdaServices, 'names' | 'functions' | 'eventInvoke'>) => {
  const deploy = (properties: z.infer<typeof Properties>) => {
    const fn = functions.find(properties.FunctionName)
    eventInvoke.put(fn.name, {
      retries: properties.MaximumRetryAttempts,
      maxAgeSeconds: properties.MaximumEventAgeInSeconds,
    })
    return { physicalId: `${fn.name}|$LATEST`, attributes: {} }
  }
  return resourceType({
    type: 'AWS::Lambda::EventInvokeConfig',
    attributes: [],
    properties: Properties,
    createOnly: ['FunctionName', 'Qualifier'],
    named: {
      by: ({ FunctionName }) => names.parse(FunctionName),
      exists: (functionName) => eventInvoke.has(functionName),
    },
    access: calls<z.infer<typeof Properties>>(
      {
        create: ['lambda:PutFunctionEventInvokeConfig'],
        update: ['lambda:UpdateFunctionEventInvokeConfig'],
        delete: ['lambda:DeleteFunctionEventInvokeConfig'],
      },
      ({ properties }) => names.arn(names.parse(properties.FunctionName)),
    ),
    create: deploy,
    update: deploy,
    delete: ({ physicalId }) => eventInvoke.remove(physicalId.split('|')[0] ?? ''),
  })
}
