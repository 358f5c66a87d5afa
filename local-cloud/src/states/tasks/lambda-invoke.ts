import * as z from 'zod'
import { StateError } from '../state-error.ts'
import type { IntegrationKind } from './integration.ts'
import { invokeFunction } from './invoke-function.ts'

const Parameters = z.strictObject({
  FunctionName: z.string(),
  Payload: z.unknown().optional(),
  InvocationType: z.enum(['RequestResponse', 'Event']).optional(),
  Qualifier: z.string().optional(),
})

/** https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html – the function's answer is wrapped in Lambda's. */
export const lambdaInvoke: IntegrationKind = (resource) => {
  const match = /^arn:aws[\w-]*:states:::lambda:(invoke(\.waitForTaskToken)?)$/.exec(resource)
  if (!match) return undefined
  return {
    resourceType: 'lambda',
    resource: match[1] ?? '',
    waitsForToken: match[2] !== undefined,
    async call(run, input) {
      const parsed = Parameters.safeParse(input)
      if (!parsed.success)
        throw new StateError('States.Runtime', `The parameters of lambda:invoke: ${z.prettifyError(parsed.error)}`)
      const { Payload, ...parameters } = parsed.data
      const { statusCode, executedVersion, requestId, payload } = await invokeFunction(run, {
        ...parameters,
        Payload: JSON.stringify(Payload ?? {}),
      })
      return {
        ExecutedVersion: executedVersion,
        Payload: payload,
        SdkHttpMetadata: { AllHttpHeaders: {}, HttpHeaders: {}, HttpStatusCode: statusCode },
        SdkResponseMetadata: { RequestId: requestId ?? null },
        StatusCode: statusCode,
      }
    },
  }
}
