import { functionLogsOf } from '@tenantry/contracts/log-groups.ts'
import { ERRORS, LATENCY, METRICS_NAMESPACE, REQUESTS, THROTTLES } from '@tenantry/contracts/metrics.ts'
import { DEFAULT_TIERS } from '@tenantry/contracts/tiers.ts'
import { Duration } from 'aws-cdk-lib'
import {
  Dashboard,
  GraphWidget,
  type IMetric,
  LogQueryVisualizationType,
  LogQueryWidget,
  MathExpression,
} from 'aws-cdk-lib/aws-cloudwatch'
import type { Construct } from 'constructs'
import { STACKS } from '../names.ts'

const WIDTH = 12
const HEIGHT = 7
const PERIOD = Duration.minutes(5)
/** What is shown of services and tiers: the metric, and the statistic of it. */
const SHOWN = [
  ['Requests', REQUESTS, 'Sum'],
  ['Errors of ours', ERRORS, 'Sum'],
  ['Throttled', THROTTLES, 'Sum'],
  ['Milliseconds of the slowest in a hundred', LATENCY, 'p99'],
] as const

/** What operators see in CloudWatch: by service, by tier, and the tenants at the top. Searches find services and tiers that are made later. */
export function dashboards(scope: Construct): void {
  const dashboard = (name: string, widgets: (GraphWidget | LogQueryWidget)[]) => {
    const made = new Dashboard(scope, `${name}Dashboard`, { dashboardName: `tenantry-${name.toLowerCase()}` })
    for (let at = 0; at < widgets.length; at += 2) made.addWidgets(...widgets.slice(at, at + 2))
  }
  const graphs = (of: (metric: string, statistic: string) => IMetric[]) =>
    SHOWN.map(([title, metric, statistic]) => graph(title, of(metric, statistic)))
  dashboard(
    'Services',
    graphs((metric, statistic) => [found(`MetricName="${metric}"`, statistic)]),
  )
  dashboard('Tiers', graphs(ofTiers))
  dashboard('Tenants', TOPS.map(topTenants))
}

/** All services of a tier together; of percentiles, that of its slowest service. */
const ofTiers = (metric: string, statistic: string): IMetric[] =>
  DEFAULT_TIERS.map(({ name }) => {
    const { expression } = found(`MetricName="${metric}" tier="${name}"`, statistic)
    return math(`${statistic === 'Sum' ? 'SUM' : 'MAX'}(${expression})`, name)
  })

const found = (what: string, statistic: string): MathExpression =>
  math(`SEARCH('{${METRICS_NAMESPACE},service,tier} ${what}', '${statistic}', ${PERIOD.toSeconds()})`, '')

const math = (expression: string, label: string): MathExpression =>
  new MathExpression({ expression, label, usingMetrics: {}, period: PERIOD })

const graph = (title: string, left: IMetric[]): GraphWidget =>
  new GraphWidget({ title, left, width: WIDTH, height: HEIGHT })

/** Of the usage lines of the pool. Tenants are no dimension of a metric, which would be billed for each of them. */
const TOPS = [
  { title: 'Tenants with the most requests', counts: 'count(*) as requests', by: 'requests' },
  { title: 'Tenants with the most errors of ours', counts: 'sum(status >= 500) as errors', by: 'errors' },
  { title: 'Tenants with the slowest requests', counts: 'pct(durationMs, 95) as p95', by: 'p95' },
  { title: 'Tenants with the most units of DynamoDB', counts: 'sum(readUnits + writeUnits) as units', by: 'units' },
]

const topTenants = ({ title, counts, by }: (typeof TOPS)[number]): LogQueryWidget =>
  new LogQueryWidget({
    title,
    logGroupNames: [functionLogsOf(STACKS.appPlane)],
    queryLines: [
      'filter ispresent(usage) and ispresent(tenantId)',
      `stats ${counts} by tenantId`,
      `sort ${by} desc`,
      'limit 20',
    ],
    view: LogQueryVisualizationType.TABLE,
    width: WIDTH,
    height: HEIGHT,
  })
