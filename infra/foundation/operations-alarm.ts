import { describeAlarm } from '@tenantry/contracts/alarm-description.ts'
import { type Duration, Stack } from 'aws-cdk-lib'
import { Alarm, ComparisonOperator, type IMetric, MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import type { Construct } from 'constructs'
import { OPERATIONS_TOPIC } from '../names.ts'
import { consoleUrl } from './console-url.ts'

/** Paragraphs of docs/guides/operations.md, as links name them: what an alarm means, and what to do. */
export type Paragraph =
  | 'errors-of-an-api'
  | 'a-slow-api'
  | 'errors-of-a-tier'
  | 'a-slow-tier'
  | 'throttled-functions'
  | 'failed-messages'
  | 'messages-that-wait'
  | 'workflows-that-stand-still'
  | 'events-that-wait'
  | 'a-directory-that-lags'
  | 'sessions-that-fail'
  | 'authorizers-that-fail'
  | 'usage-that-is-late'
  | 'usage-with-gaps'
  | 'costs-that-nobody-bears'
  | 'more-metered-than-billed'
  | 'costs-that-fail'

export interface OperationsAlarm {
  /** What happens while it is in alarm, as the mail says it. */
  what: string
  paragraph: Paragraph
  metric: IMetric
  /** It goes off above it. */
  above: number
  /** Of so many periods all are above. @default 1 */
  periods?: number
  /** Whether silence is a fault. @default false */
  silenceBreaches?: boolean
}

/** An alarm that tells the one topic of operations when it goes off and when it is over, and says where to read what to do. */
export function operationsAlarm(
  scope: Construct,
  id: string,
  { what, paragraph, metric, above, periods = 1, silenceBreaches = false }: OperationsAlarm,
): Alarm {
  const alarm = new Alarm(scope, id, {
    alarmDescription: describeAlarm({ what, paragraph }, consoleUrl(scope)),
    metric,
    threshold: above,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: periods,
    treatMissingData: silenceBreaches ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
  })
  const topic = { bind: () => ({ alarmActionArn: operationsTopicArn(Stack.of(scope)) }) }
  alarm.addAlarmAction(topic)
  alarm.addOkAction(topic)
  return alarm
}

export const operationsTopicArn = (stack: Stack): string =>
  stack.formatArn({ service: 'sns', resource: OPERATIONS_TOPIC })

/** An expression of an alarm has at most so many metrics. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-limits.html */
const MOST_METRICS = 10

/** The sum of any number of metrics, as expressions, as few as may be: alarms take no search. Who was silent adds nothing. */
export const sumOf = (metrics: IMetric[], period: Duration): MathExpression[] =>
  inPortions(metrics, period, (name) => `FILL(${name}, 0)`)

/** How many of the metrics are above a number, as expressions. */
export const countAbove = (limit: number, metrics: IMetric[], period: Duration): MathExpression[] =>
  inPortions(metrics, period, (name) => `IF(FILL(${name}, 0) > ${limit}, 1, 0)`)

function inPortions(metrics: IMetric[], period: Duration, termOf: (name: string) => string): MathExpression[] {
  const portions: IMetric[][] = []
  for (let at = 0; at < metrics.length; at += MOST_METRICS) portions.push(metrics.slice(at, at + MOST_METRICS))
  return portions.map((portion) => {
    const named = portion.map((metric, index): [string, IMetric] => [`m${index}`, metric])
    const expression = named.map(([name]) => termOf(name)).join(' + ')
    return new MathExpression({ expression, usingMetrics: Object.fromEntries(named), period })
  })
}
