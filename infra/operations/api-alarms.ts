import { SILO_STAGE_NAME } from '@tenantry/contracts/deployment.ts'
import { Duration } from 'aws-cdk-lib'
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch'
import type { Construct } from 'constructs'
import { TENANT_API } from '../app-plane/app-plane.ts'
import { operationsAlarm } from '../foundation/operations-alarm.ts'
import { CONTROL_PLANE_API, STAGE_NAME } from '../names.ts'

const PERIOD = Duration.minutes(5)
/** One that fails among few is no rate. */
const LEAST_ERRORS = 5
const PERCENT_OF_ERRORS = 1
const SLOW_MS = 3000

/** API Gateway counts by the name of an API and its stage: the silos' APIs have one name, and are watched together. */
const APIS = [
  { id: 'PoolApi', name: 'The tenant API of the pool', ApiName: TENANT_API, Stage: STAGE_NAME },
  { id: 'SiloApis', name: 'A tenant API of silos', ApiName: TENANT_API, Stage: SILO_STAGE_NAME },
  { id: 'OperatorApi', name: 'The control plane API', ApiName: CONTROL_PLANE_API, Stage: STAGE_NAME },
]

export function apiAlarms(scope: Construct): void {
  for (const { id, name, ...dimensionsMap } of APIS) {
    const metric = (metricName: string, statistic: string) =>
      new Metric({ namespace: 'AWS/ApiGateway', metricName, dimensionsMap, statistic, period: PERIOD })
    operationsAlarm(scope, `${id}ErrorsAlarm`, {
      what: `${name} fails more than ${PERCENT_OF_ERRORS} % of requests`,
      paragraph: 'errors-of-an-api',
      metric: new MathExpression({
        expression: `IF(errors >= ${LEAST_ERRORS}, 100 * errors / requests, 0)`,
        usingMetrics: { errors: metric('5XXError', 'Sum'), requests: metric('Count', 'Sum') },
        period: PERIOD,
      }),
      above: PERCENT_OF_ERRORS,
    })
    operationsAlarm(scope, `${id}LatencyAlarm`, {
      what: `${name} takes more than ${SLOW_MS / 1000} seconds for one in a hundred requests`,
      paragraph: 'a-slow-api',
      metric: metric('Latency', 'p99'),
      above: SLOW_MS,
      periods: 2,
    })
  }
}
