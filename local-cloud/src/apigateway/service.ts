import type { CloudContext } from '../core/cloud-context.ts'
import type { Functions, LogWriter } from '../core/faces.ts'
import type { ResourceType } from '../core/resource-type.ts'
import type { Service } from '../core/service.ts'
import type { Gateway } from './gateway.ts'
import { operations } from './operations/operations.ts'
import { type Pace, pacedControlPlane } from './paced.ts'
import { resourceTypes } from './resources/resource-types.ts'
import { resultCache } from './stage/authorizer/result-cache.ts'
import { stageHandler } from './stage/handle-stage.ts'
import { keyLookup } from './stage/metering/key-lookup.ts'
import { quotaCounters } from './stage/metering/quota-counters.ts'
import { tokenBuckets } from './stage/metering/token-buckets.ts'
import type { StageRequest, StageResponse } from './stage/stage-request.ts'
import { stages } from './stage/stages.ts'
import { openStores } from './stores/stores.ts'

/** API Gateway REST APIs (v1): control plane, resource types, and the stages themselves. */
export function apiGatewayService({
  context,
  functions,
  logs,
  pace = 'unlimited',
}: {
  context: CloudContext
  functions: Functions
  logs: LogWriter
  /** `aws` answers TooManyRequestsException beyond the rates of AWS's control plane. */
  pace?: Pace | undefined
}): {
  service: Service
  resourceTypes: ResourceType[]
  handleStage(request: StageRequest): Promise<StageResponse>
} {
  const stores = openStores(context.database)
  const compiler = {
    context,
    logs,
    invoker: { functions, clock: context.clock, accountId: context.accountId },
    results: resultCache(context.clock),
  }
  const controlPlane = pacedControlPlane(context.clock, pace)
  const gateway: Gateway = { ...stores, context, logs, compiler }
  return {
    service: { name: 'apigateway', protocol: 'rest-json', operations: controlPlane.operations(operations(gateway)) },
    resourceTypes: controlPlane.resourceTypes(resourceTypes(gateway)),
    handleStage: stageHandler(context, stages(stores.config, compiler), {
      findKey: keyLookup(stores),
      buckets: tokenBuckets(context.clock),
      quotas: quotaCounters(context.clock, stores.usage),
    }),
  }
}
