import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CostLine, costLine, counted, HOURS_OF_A_MONTH } from './cost-line.ts'

// What a deployment costs that nobody uses, from its templates.

type Properties = Record<string, unknown>
interface Resource {
  type: string
  properties: Properties
}

/** "Lambda … long polls with five connections": each answers after 20 seconds when the queue is empty. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html */
const POLLERS = 5
const POLLS_PER_HOUR = 3600 / 20
/** Of a run that finds nothing to do; its lines of the log, Lambda's own among them. */
export const IDLE_RUN = { ms: 25, logBytes: 1_800, readUnits: 4 }
const DEFAULT_MEMORY_MB = 128

/** Types that cost nothing while they are not used; others must be priced below. */
const FREE_WHEN_IDLE = [
  /^AWS::(ApiGateway|IAM|SSM|SES|Cognito|CloudFront|Glue|Athena|SNS|StepFunctions|BCMDataExports|KinesisFirehose|CDK)::/,
  /^AWS::Lambda::(Function|LayerVersion|Permission|EventInvokeConfig)$/,
  /^AWS::SQS::(Queue|QueuePolicy)$/,
  /^AWS::(Events::EventBus|Logs::(LogGroup|SubscriptionFilter|QueryDefinition)|S3::(Bucket|BucketPolicy)|DynamoDB::(GlobalTable|Table))$/,
  /^Custom::/,
]

/** Resources of the deployed stacks; those of silos come with their tenants. */
function resourcesOf(assembly: string): Resource[] {
  const files = readdirSync(assembly).filter((name) => name.endsWith('.template.json'))
  return files.flatMap((name) => {
    const { Resources, Parameters = {} } = JSON.parse(readFileSync(join(assembly, name), 'utf8'))
    return Object.values(Resources as Record<string, { Type: string; Properties?: Properties }>).map(
      ({ Type: type, Properties: properties = {} }) => ({ type, properties: withDefaults(properties, Parameters) }),
    )
  })
}

/** A property that is a parameter of the deployment has its default. */
function withDefaults(properties: Properties, parameters: Record<string, { Default?: unknown }>): Properties {
  const defaultOf = (value: unknown) => {
    const name = typeof value === 'object' && value !== null && 'Ref' in value ? String(value.Ref) : ''
    return parameters[name]?.Default ?? value
  }
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, defaultOf(value)]))
}

export function idleCost(assembly: string): CostLine[] {
  const resources = resourcesOf(assembly)
  const of = (type: string) => resources.filter((one) => one.type === type).map(({ properties }) => properties)
  const schedules = of('AWS::Events::Rule').flatMap(({ ScheduleExpression }) => ScheduleExpression ?? [])
  const known = [
    'AWS::CloudWatch::Alarm',
    'AWS::CloudWatch::Dashboard',
    'AWS::Lambda::EventSourceMapping',
    'AWS::Events::Rule',
  ]
  const unpriced = resources.filter(
    ({ type }) => !known.includes(type) && !FREE_WHEN_IDLE.some((pattern) => pattern.test(type)),
  )
  if (unpriced.length > 0)
    throw new Error(`What does it cost a month? ${[...new Set(unpriced.map(({ type }) => type))].join(', ')}`)
  const alarms = of('AWS::CloudWatch::Alarm')
  const watched = alarms.reduce((sum, alarm) => sum + metricsOf(alarm).length, 0)
  const custom = new Set(
    alarms
      .flatMap(metricsOf)
      .filter(isCustom)
      .map((metric) => JSON.stringify(metric)),
  )
  const dashboards = of('AWS::CloudWatch::Dashboard').length
  const queues = of('AWS::Lambda::EventSourceMapping').length
  const runs = schedules.reduce<number>((sum, schedule) => sum + runsPerMonth(String(schedule)), 0)
  const memory = mostUsual(of('AWS::Lambda::Function').map(({ MemorySize }) => Number(MemorySize ?? DEFAULT_MEMORY_MB)))
  const polls = queues * POLLERS * POLLS_PER_HOUR * HOURS_OF_A_MONTH
  return [
    costLine(`${counted(alarms.length)} alarms that watch ${counted(watched)} metrics`, [
      'alarms',
      watched * HOURS_OF_A_MONTH,
    ]),
    costLine(`${counted(custom.size)} custom metrics of those, if each gets data in every hour`, [
      'metrics',
      custom.size * HOURS_OF_A_MONTH,
    ]),
    costLine(`${counted(dashboards)} dashboards`, ['dashboards', dashboards * HOURS_OF_A_MONTH]),
    costLine(`${counted(polls)} requests by which Lambda polls ${counted(queues)} empty queues`, [
      'sqsRequests',
      polls,
    ]),
    costLine(
      `${counted(Math.round(runs))} runs by ${counted(schedules.length)} schedules, ${IDLE_RUN.ms} ms of ${memory} MB each`,
      ['lambdaArm', runs * memory * IDLE_RUN.ms],
      ['lambdaRequestsArm', runs],
    ),
    costLine(`their logs, ${counted(IDLE_RUN.logBytes)} bytes each`, ['logBytes', runs * IDLE_RUN.logBytes]),
    costLine(`their reads of tables, ${IDLE_RUN.readUnits} units each`, [
      'dynamodbReadUnits',
      runs * IDLE_RUN.readUnits,
    ]),
  ]
}

interface Metric {
  Namespace?: unknown
  MetricName?: unknown
  Dimensions?: unknown
}

function metricsOf({ Metrics, Namespace, MetricName, Dimensions }: Properties): Metric[] {
  if (!Array.isArray(Metrics)) return [{ Namespace, MetricName, Dimensions }]
  return Metrics.flatMap(({ MetricStat }: { MetricStat?: { Metric: Metric } }) => MetricStat?.Metric ?? [])
}

const isCustom = ({ Namespace }: Metric): boolean => !String(Namespace).startsWith('AWS/')

function runsPerMonth(schedule: string): number {
  const [, every = '', unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(schedule) ?? []
  const hours = { minute: 1 / 60, hour: 1, day: 24 }[unit]
  if (hours === undefined) throw new Error(`How often is ${schedule}?`)
  return HOURS_OF_A_MONTH / (Number(every) * hours)
}

function mostUsual(values: number[]): number {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? DEFAULT_MEMORY_MB
}
