import * as z from 'zod'
import { resourceType } from '../../core/resource-type.ts'
import { limitExceeded, notFound } from '../errors.ts'
import type { Gateway } from '../gateway.ts'
import { MAX_STAGES_PER_API } from '../limits.ts'
import { compileFormat, logGroupOf } from '../stage/templates/compile-access-log.ts'
import type { Stage } from '../stores/rest-api-config.ts'
import { childOf, idsOf } from './child-id.ts'
import { gatewayAccess } from './gateway-access.ts'
import { MethodSettingProperties, methodSettingOf } from './method-setting-properties.ts'
import { meaninglessTags } from './tags.ts'

const Properties = z.strictObject({
  RestApiId: z.string(),
  StageName: z.string().regex(/^[\w-]{1,128}$/),
  DeploymentId: z.string(),
  Variables: z.record(z.string(), z.string()).default({}),
  MethodSettings: z.array(MethodSettingProperties).default([]),
  TracingEnabled: z.boolean().default(false),
  AccessLogSetting: z.strictObject({ DestinationArn: z.string(), Format: z.string() }).optional(),
})

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-stage.html */
export function stageType(gateway: Gateway) {
  const {
    config,
    context: { clock },
  } = gateway
  const store = (properties: z.infer<typeof Properties>, createdAt: number) => {
    const { RestApiId, StageName, AccessLogSetting } = properties
    if (!config.get('deployment', RestApiId, properties.DeploymentId)) {
      throw notFound('Invalid Deployment identifier specified')
    }
    const stage: Stage = {
      name: StageName,
      deploymentId: properties.DeploymentId,
      variables: properties.Variables,
      methodSettings: properties.MethodSettings.map(methodSettingOf),
      accessLog: AccessLogSetting
        ? { destinationArn: AccessLogSetting.DestinationArn, format: AccessLogSetting.Format }
        : null,
      tracingEnabled: properties.TracingEnabled,
      createdAt,
      updatedAt: clock.now(),
    }
    if (stage.accessLog) {
      compileFormat(stage.accessLog.format)
      logGroupOf(stage.accessLog.destinationArn)
    }
    config.put('stage', RestApiId, StageName, stage)
    return { ...childOf(RestApiId, StageName), attributes: {} }
  }
  return resourceType({
    type: 'AWS::ApiGateway::Stage',
    attributes: [],
    properties: Properties,
    createOnly: ['RestApiId', 'StageName'],
    named: {
      by: ({ RestApiId, StageName }) => childOf(RestApiId, StageName).physicalId,
      exists: (id) => config.get('stage', ...idsOf({ physicalId: id })) !== undefined,
    },
    meaningless: {
      ...meaninglessTags,
      Description: 'a text for people: no operation here reads it',
    },
    access: gatewayAccess(gateway, ({ RestApiId }) => `restapis/${RestApiId}/stages`),
    create(properties) {
      const existing = config.get('stage', properties.RestApiId, properties.StageName)
      if (!existing && config.list('stage', properties.RestApiId).length >= MAX_STAGES_PER_API) {
        throw limitExceeded(`Maximum number of stages of API ${properties.RestApiId} has been reached`)
      }
      return store(properties, existing?.createdAt ?? clock.now())
    },
    update(properties, current) {
      const existing = config.get('stage', ...idsOf(current))
      return store(properties, existing?.createdAt ?? clock.now())
    },
    delete(current) {
      const [apiId, name] = idsOf(current)
      config.remove('stage', apiId, name)
      leavePlans(gateway, apiId, name)
    },
  })
}

/** A stage that is gone is in no usage plan any more: https://github.com/hashicorp/terraform-provider-aws/issues/14100 */
function leavePlans({ plans }: Gateway, apiId: string, name: string): void {
  for (const plan of plans.list()) {
    const apiStages = plan.apiStages.filter((one) => one.apiId !== apiId || one.stage !== name)
    if (apiStages.length < plan.apiStages.length) plans.put({ ...plan, apiStages })
  }
}
