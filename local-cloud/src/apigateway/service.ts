import type { CloudContext } from '../core/cloud-context.ts'
import type { CloudService } from '../core/cloud-service.ts'
import type { BillMeter, Functions, LogWriter, MetricWriter, Tracer } from '../core/faces.ts'
import { NO_METER } from '../core/no-meter.ts'
import { NO_METRICS } from '../core/no-metrics.ts'
import { NO_TRACER } from '../core/no-tracer.ts'
import type { OnUse } from '../core/use.ts'
import type { Gateway } from './gateway.ts'
import { createApiKey } from './operations/api-keys/create-api-key.ts'
import { deleteApiKey } from './operations/api-keys/delete-api-key.ts'
import { getApiKey } from './operations/api-keys/get-api-key.ts'
import { getApiKeys } from './operations/api-keys/get-api-keys.ts'
import { getUsage } from './operations/usage/get-usage.ts'
import { updateUsage } from './operations/usage/update-usage.ts'
import { createUsagePlanKey } from './operations/usage-plan-keys/create-usage-plan-key.ts'
import { deleteUsagePlanKey } from './operations/usage-plan-keys/delete-usage-plan-key.ts'
import { getUsagePlanKeys } from './operations/usage-plan-keys/get-usage-plan-keys.ts'
import { createUsagePlan } from './operations/usage-plans/create-usage-plan.ts'
import { deleteUsagePlan } from './operations/usage-plans/delete-usage-plan.ts'
import { getUsagePlans } from './operations/usage-plans/get-usage-plans.ts'
import { updateUsagePlan } from './operations/usage-plans/update-usage-plan.ts'
import { type Pace, pacedControlPlane } from './paced.ts'
import { accountType } from './resources/account.ts'
import { apiKeyType } from './resources/api-key.ts'
import { authorizerType } from './resources/authorizer.ts'
import { basePathMappingType } from './resources/base-path-mapping.ts'
import { deploymentType } from './resources/deployment.ts'
import { domainNameType } from './resources/domain-name.ts'
import { gatewayResponseType } from './resources/gateway-response.ts'
import { methodType } from './resources/method.ts'
import { resourceResourceType } from './resources/resource.ts'
import { restApiType } from './resources/rest-api.ts'
import { stageType } from './resources/stage.ts'
import { usagePlanType } from './resources/usage-plan.ts'
import { usagePlanKeyType } from './resources/usage-plan-key.ts'
import { apiNames } from './stage/api-names.ts'
import { resultCache } from './stage/authorizer/result-cache.ts'
import { billRequest } from './stage/bill-request.ts'
import { countRequest } from './stage/count-request.ts'
import { domainRoute, localDomain } from './stage/domain-route.ts'
import { stageHandler } from './stage/handle-stage.ts'
import { keyLookup } from './stage/metering/key-lookup.ts'
import { quotaCounters } from './stage/metering/quota-counters.ts'
import { tokenBuckets } from './stage/metering/token-buckets.ts'
import { requestMetrics } from './stage/request-metrics.ts'
import { stageRoute } from './stage/stage-route.ts'
import { stages } from './stage/stages.ts'
import { traceRequest } from './stage/trace-request.ts'
import { openStores } from './stores/stores.ts'

/** API Gateway REST APIs (v1): control plane, resource types, and the stages themselves. */
export function apiGatewayService({
  context,
  functions,
  logs,
  pace = 'unlimited',
  metrics = NO_METRICS,
  tracer = NO_TRACER,
  meter = NO_METER,
  onUse = () => {},
}: {
  context: CloudContext
  functions: Functions
  logs: LogWriter
  /** `aws` answers TooManyRequestsException beyond the rates of AWS's control plane. */
  pace?: Pace | undefined
  metrics?: MetricWriter
  tracer?: Pick<Tracer, 'sample' | 'put'>
  meter?: BillMeter
  onUse?: OnUse | undefined
}) {
  const stores = openStores(context.database)
  const compiler = {
    context,
    logs,
    invoker: { functions, clock: context.clock, accountId: context.accountId },
    results: resultCache(context.clock),
  }
  const nameOf = apiNames(stores.config)
  const observers = {
    measure: requestMetrics(nameOf, metrics),
    trace: traceRequest({ context, tracer, nameOf }),
    count: countRequest(stores.keys, onUse),
    bill: billRequest(context, meter),
  }
  const controlPlane = pacedControlPlane(context.clock, pace)
  const gateway: Gateway = { ...stores, context, logs, compiler }
  return {
    name: 'apigateway',
    api: {
      name: 'apigateway',
      protocol: 'rest-json',
      operations: controlPlane.operations({
        CreateApiKey: createApiKey(gateway),
        GetApiKey: getApiKey(gateway),
        GetApiKeys: getApiKeys(gateway),
        DeleteApiKey: deleteApiKey(gateway),
        CreateUsagePlan: createUsagePlan(gateway),
        GetUsagePlans: getUsagePlans(gateway),
        UpdateUsagePlan: updateUsagePlan(gateway),
        CreateUsagePlanKey: createUsagePlanKey(gateway),
        GetUsagePlanKeys: getUsagePlanKeys(gateway),
        DeleteUsagePlanKey: deleteUsagePlanKey(gateway),
        DeleteUsagePlan: deleteUsagePlan(gateway),
        GetUsage: getUsage(gateway),
        UpdateUsage: updateUsage(gateway),
      }),
    },
    resourceTypes: controlPlane.resourceTypes([
      accountType(gateway),
      restApiType(gateway),
      resourceResourceType(gateway),
      methodType(gateway),
      authorizerType(gateway),
      gatewayResponseType(gateway),
      deploymentType(gateway),
      stageType(gateway),
      usagePlanType(gateway),
      usagePlanKeyType(gateway),
      apiKeyType(gateway),
      domainNameType(gateway),
      basePathMappingType(gateway),
    ]),
    /** Addresses on loopback of custom domains, of all or of a stack's, by name. */
    domains: (stack?: string): Record<string, string> =>
      Object.fromEntries(
        stores.config
          .list('domain-name')
          .filter((one) => stack === undefined || one.stack === stack)
          .map(({ name }) => [name, localDomain(context.endpoint(), name)]),
      ),
    answer: stageRoute(
      domainRoute(stores.config),
      stageHandler(context, stages(stores.config, compiler), observers, {
        findKey: keyLookup(stores),
        buckets: tokenBuckets(context.clock),
        quotas: quotaCounters(context.clock, stores.usage),
      }),
    ),
  } satisfies CloudService & { domains(stack?: string): Record<string, string> }
}
