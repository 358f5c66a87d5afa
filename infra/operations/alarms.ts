import {
  AUTHORIZER_FAILURES,
  COST_BILLED,
  COST_RUN_FAILURES,
  COST_UNALLOCATED,
  ERRORS,
  LATENCY,
  METERED_ABOVE_BILLED,
  METERED_INVOCATIONS,
  METRICS_NAMESPACE,
  OUTBOX_OLDEST,
  PROJECTION_LAG,
  SESSION_FAILURES,
  SHARED_SERVICES,
  UNEXPLAINED_INVOCATIONS,
} from '@tenantry/contracts/metrics.ts'
import { DEFAULT_TIERS } from '@tenantry/contracts/tiers.ts'
import { Duration } from 'aws-cdk-lib'
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch'
import type { Construct } from 'constructs'
import { countAbove, type OperationsAlarm, operationsAlarm, sumOf } from '../foundation/operations-alarm.ts'
import { consumerNames, queueName, USAGE_STREAM } from '../names.ts'
import { apiAlarms } from './api-alarms.ts'

const PERIOD = Duration.minutes(5)
const SLOW_MS = 3000
const OLD_SECONDS = 600
/** One that is missing among few is no share. */
const LEAST_UNEXPLAINED = 3
/** Dollars below which nobody needs to know whose they are: a platform that nobody uses costs something, too. */
const LEAST_BILLED = 5
const MOST_UNALLOCATED_PERCENT = 50

interface Product {
  /** The services of the product. */
  services: readonly { name: string; worker?: unknown }[]
}

/**
 * What operators are told of, besides failed messages and workflows that stand still, whose alarms are beside them. All are here, the pool's too: an
 * alarm names metrics, wherever they come from, and the pool's stack has resources to spare for services alone.
 */
export function alarms(scope: Construct, product: Product): void {
  apiAlarms(scope)
  for (const { name } of DEFAULT_TIERS) tierAlarms(scope, name, product)
  queueAlarms(scope, product)
  for (const [id, alarm] of Object.entries(platformAlarms(product))) each(scope, id, alarm)
  for (const service of SHARED_SERVICES) coverageAlarm(scope, service)
}

/** Services that work for tenants, whose metrics have their tiers. */
const servicesOf = ({ services }: Product): string[] => [...services.map(({ name }) => name), 'users']

function tierAlarms(scope: Construct, tier: string, product: Product): void {
  const metrics = (metricName: string, statistic: string) =>
    servicesOf(product).map((service) => own(metricName, statistic, { service, tier }))
  each(scope, `${tier}Errors`, {
    what: `More than five requests in five minutes of tenants of the tier ${tier} fail by our fault`,
    paragraph: 'errors-of-a-tier',
    metrics: sumOf(metrics(ERRORS, 'Sum'), PERIOD),
    above: 5,
  })
  each(scope, `${tier}Latency`, {
    what: `One in a hundred requests of tenants of the tier ${tier} takes more than three seconds`,
    paragraph: 'a-slow-tier',
    metrics: countAbove(SLOW_MS, metrics(LATENCY, 'p99'), PERIOD),
    above: 0,
    periods: 2,
  })
}

function queueAlarms(scope: Construct, { services }: Product): void {
  const ages = consumerNames(services).map(
    (consumer) =>
      new Metric({
        namespace: 'AWS/SQS',
        metricName: 'ApproximateAgeOfOldestMessage',
        dimensionsMap: { QueueName: queueName(consumer) },
        statistic: 'Maximum',
        period: PERIOD,
      }),
  )
  each(scope, 'OldestMessage', {
    what: 'A message has waited for more than ten minutes in a queue',
    paragraph: 'messages-that-wait',
    metrics: countAbove(OLD_SECONDS, ages, PERIOD),
    above: 0,
  })
}

/** A run tells of each day that it has attributed what was billed of a service and what of it is nobody's. */
function coverageAlarm(scope: Construct, billedService: string): void {
  each(scope, `${billedService}Coverage`, {
    what: `More than half of what ${billedService} costs is nobody's`,
    paragraph: 'costs-that-nobody-bears',
    metrics: [
      new MathExpression({
        expression: `IF(billed >= ${LEAST_BILLED}, 100 * unallocated / billed, 0)`,
        usingMetrics: {
          billed: own(COST_BILLED, 'Sum', { billedService }),
          unallocated: own(COST_UNALLOCATED, 'Sum', { billedService }),
        },
        period: PERIOD,
      }),
    ],
    above: MOST_UNALLOCATED_PERCENT,
  })
}

type Alarms = Omit<OperationsAlarm, 'metric'> & { metrics: OperationsAlarm['metric'][] }

const platformAlarms = (product: Product): Record<string, Alarms> => ({
  ThrottledFunctions: {
    what: 'Functions are not run, because the account has no concurrency left for them',
    paragraph: 'throttled-functions',
    metrics: [new Metric({ namespace: 'AWS/Lambda', metricName: 'Throttles', statistic: 'Sum', period: PERIOD })],
    above: 0,
    periods: 2,
  },
  Outbox: {
    what: 'What a change announced has waited for more than five minutes in an outbox',
    paragraph: 'events-that-wait',
    metrics: [own(OUTBOX_OLDEST, 'Maximum', { service: 'outbox-sweeper' })],
    above: 300,
  },
  ProjectionLag: {
    what: 'The directory of the app plane follows changes of tenants more than a minute late',
    paragraph: 'a-directory-that-lags',
    metrics: [own(PROJECTION_LAG, 'Maximum', { service: 'tenant-directory' })],
    above: 60,
  },
  Sessions: {
    what: 'STS gives no sessions of tenants',
    paragraph: 'sessions-that-fail',
    metrics: sumOf(
      ['authorizer', ...servicesOf(product)].map((service) => own(SESSION_FAILURES, 'Sum', { service })),
      PERIOD,
    ),
    above: 0,
  },
  Authorizers: {
    what: 'Authorizers cannot decide about calls, which are refused then',
    paragraph: 'authorizers-that-fail',
    metrics: sumOf(
      ['authorizer', 'operator-authorizer'].map((service) => own(AUTHORIZER_FAILURES, 'Sum', { service })),
      PERIOD,
    ),
    above: 0,
  },
  UsageDelay: {
    what: 'Usage reaches its bucket more than fifteen minutes late',
    paragraph: 'usage-that-is-late',
    metrics: [
      new Metric({
        namespace: 'AWS/Firehose',
        metricName: 'DeliveryToS3.DataFreshness',
        dimensionsMap: { DeliveryStreamName: USAGE_STREAM },
        statistic: 'Maximum',
        period: PERIOD,
      }),
    ],
    above: 900,
  },
  MeteredAboveBilled: {
    what: 'More was metered on a day than AWS has billed',
    paragraph: 'more-metered-than-billed',
    metrics: [own(METERED_ABOVE_BILLED, 'Sum', { service: 'cost-runs' })],
    above: 0,
  },
  CostRuns: {
    what: 'Costs of a day could not be attributed',
    paragraph: 'costs-that-fail',
    metrics: [own(COST_RUN_FAILURES, 'Sum', { service: 'cost-runs' })],
    above: 0,
  },
  MeteringCoverage: {
    what: 'Functions worked without saying for whom: usage of more than one in a hundred invocations is missing',
    paragraph: 'usage-with-gaps',
    metrics: [
      new MathExpression({
        expression: `IF(unexplained >= ${LEAST_UNEXPLAINED}, 100 * unexplained / invocations, 0)`,
        usingMetrics: {
          unexplained: own(UNEXPLAINED_INVOCATIONS, 'Sum', { service: 'usage-rebuilder' }),
          invocations: own(METERED_INVOCATIONS, 'Sum', { service: 'usage-rebuilder' }),
        },
        period: PERIOD,
      }),
    ],
    above: 1,
  },
})

const own = (metricName: string, statistic: string, dimensionsMap: Record<string, string>): Metric =>
  new Metric({ namespace: METRICS_NAMESPACE, metricName, dimensionsMap, statistic, period: PERIOD })

/** More than one where the metrics do not fit into one expression. */
function each(scope: Construct, id: string, { metrics, ...alarm }: Alarms): void {
  for (const [index, metric] of metrics.entries())
    operationsAlarm(scope, `${id}Alarm${index === 0 ? '' : index + 1}`, { ...alarm, metric })
}
