import * as z from 'zod'
import type { MethodSetting } from '../stores/rest-api-config.ts'
import { throttleOf } from './throttle-properties.ts'

/** What a stage sets for its methods. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-apigateway-stage-methodsetting.html */
export const MethodSettingProperties = z.strictObject({
  HttpMethod: z.string(),
  ResourcePath: z.string(),
  ThrottlingRateLimit: z.number().optional(),
  ThrottlingBurstLimit: z.number().int().optional(),
  // Execution logs, metrics and the response cache do not exist here: a stage that asks for them fails by name.
  LoggingLevel: z.literal('OFF').optional(),
  DataTraceEnabled: z.literal(false).optional(),
  MetricsEnabled: z.literal(false).optional(),
  CachingEnabled: z.literal(false).optional(),
})

export function methodSettingOf(properties: z.infer<typeof MethodSettingProperties>): MethodSetting {
  return {
    resourcePath: resourcePathOf(properties.ResourcePath),
    httpMethod: properties.HttpMethod,
    throttle: throttleOf({
      RateLimit: properties.ThrottlingRateLimit,
      BurstLimit: properties.ThrottlingBurstLimit,
    }),
  }
}

/** `/~1orders~1{id}` is `/orders/{id}`; `/*` and `*` are all. */
function resourcePathOf(written: string): string {
  if (written === '*' || written === '/*') return '*'
  const path = written.replaceAll('~1', '/').replace(/^\/{2,}/, '/')
  return path.startsWith('/') ? path : `/${path}`
}
