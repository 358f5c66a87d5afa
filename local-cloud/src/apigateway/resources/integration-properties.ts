import * as z from 'zod'
import { Unsupported } from '../../core/aws-error.ts'
import { INTEGRATION_TIMEOUT_MS } from '../limits.ts'
import type { Integration } from '../stores/rest-api-config.ts'
import { functionArnOf } from './lambda-uri.ts'

const PassthroughBehavior = z.enum(['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER'])
const texts = z.record(z.string(), z.string())

const Mock = z.strictObject({
  Type: z.literal('MOCK'),
  PassthroughBehavior: PassthroughBehavior.default('WHEN_NO_MATCH'),
  RequestTemplates: texts.default({}),
  IntegrationResponses: z
    .array(
      z.strictObject({
        StatusCode: z.string(),
        SelectionPattern: z.string().optional(),
        ResponseParameters: texts.default({}),
        ResponseTemplates: texts.default({}),
      }),
    )
    .default([]),
})

const LambdaProxy = z.strictObject({
  Type: z.literal('AWS_PROXY'),
  // A function is always invoked by POST; AWS answers every request with 500 otherwise.
  IntegrationHttpMethod: z.literal('POST'),
  Uri: z.string(),
  TimeoutInMillis: z
    .number()
    .int()
    .min(INTEGRATION_TIMEOUT_MS.min)
    .max(INTEGRATION_TIMEOUT_MS.max)
    .default(INTEGRATION_TIMEOUT_MS.max),
  // Templates have no place in a proxy integration.
  PassthroughBehavior: PassthroughBehavior.optional(),
})

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-apigateway-method-integration.html */
export const IntegrationProperties = z.discriminatedUnion('Type', [Mock, LambdaProxy], {
  error: ({ input }) =>
    new Unsupported(`the integration type ${(input as { Type?: unknown } | undefined)?.Type}`).message,
})

export function integrationOf(properties: z.infer<typeof IntegrationProperties>): Integration {
  if (properties.Type === 'AWS_PROXY') {
    return { type: 'AWS_PROXY', functionArn: functionArnOf(properties.Uri), timeoutMs: properties.TimeoutInMillis }
  }
  return {
    type: 'MOCK',
    requestTemplates: properties.RequestTemplates,
    passthroughBehavior: properties.PassthroughBehavior,
    integrationResponses: properties.IntegrationResponses.map((response) => ({
      statusCode: response.StatusCode,
      selectionPattern: response.SelectionPattern || null,
      responseParameters: response.ResponseParameters,
      responseTemplates: response.ResponseTemplates,
    })),
  }
}
