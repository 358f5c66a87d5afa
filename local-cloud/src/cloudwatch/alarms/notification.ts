import type { CloudContext } from '../../core/cloud-context.ts'
import type { Alarm, AlarmProperties } from './alarm.ts'
import type { AlarmState } from './evaluate.ts'

const REGIONS: Record<string, string> = { 'us-east-1': 'US East (N. Virginia)' }
/** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const LONGEST_SUBJECT = 100

/** What CloudWatch publishes of a change of an alarm's state: JSON for programs, a text for people. */
export function notification(
  { accountId, region }: Pick<CloudContext, 'accountId' | 'region'>,
  { name, arn, properties, configuredAt, reason, state, transitionedAt }: Alarm,
  OldStateValue: AlarmState,
): { Subject: string; Message: string; MessageStructure: 'json' } {
  const where = REGIONS[region] ?? region
  const date = (ms: number) => new Date(ms).toISOString().replace('Z', '+0000')
  const message = {
    AlarmName: name,
    AlarmDescription: properties.AlarmDescription ?? null,
    AWSAccountId: accountId,
    AlarmConfigurationUpdatedTimestamp: date(configuredAt),
    NewStateValue: state,
    NewStateReason: reason,
    StateChangeTime: date(transitionedAt),
    Region: where,
    AlarmArn: arn,
    OldStateValue,
    OKActions: properties.OKActions,
    AlarmActions: properties.AlarmActions,
    InsufficientDataActions: properties.InsufficientDataActions,
    Trigger: triggerOf(properties),
  }
  const email = [
    `You are receiving this email because your Amazon CloudWatch Alarm "${name}" in the ${where} region has entered the ${state} state, because "${reason}" at "${new Date(transitionedAt).toUTCString()}".`,
    'Alarm Details:',
    [
      `- Name: ${name}`,
      `- Description: ${properties.AlarmDescription ?? ''}`,
      `- State Change: ${OldStateValue} -> ${state}`,
      `- Reason for State Change: ${reason}`,
      `- Timestamp: ${new Date(transitionedAt).toUTCString()}`,
      `- AWS Account: ${accountId}`,
      `- Alarm Arn: ${arn}`,
    ].join('\n'),
  ].join('\n\n')
  const subject = `${state}: "${name}" in ${where}`
  return {
    Subject: subject.length > LONGEST_SUBJECT ? `${subject.slice(0, LONGEST_SUBJECT - 3)}...` : subject,
    Message: JSON.stringify({ default: JSON.stringify(message), email }),
    MessageStructure: 'json',
  }
}

const lowerDimensions = (dimensions: { Name: string; Value: string }[] = []) =>
  dimensions.map(({ Name, Value }) => ({ value: Value, name: Name }))

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html */
function triggerOf(properties: AlarmProperties): object {
  const { EvaluationPeriods, DatapointsToAlarm, ComparisonOperator, Threshold, TreatMissingData } = properties
  const { EvaluateLowSampleCountPercentile = '' } = properties
  const rule = {
    EvaluationPeriods,
    ...(DatapointsToAlarm !== undefined && { DatapointsToAlarm }),
    ComparisonOperator,
    Threshold,
    TreatMissingData,
    EvaluateLowSampleCountPercentile,
  }
  if (properties.Metrics) {
    const Metrics = properties.Metrics.map(({ MetricStat, Period: _, ...query }) => ({
      ...query,
      ...(MetricStat && {
        MetricStat: {
          ...MetricStat,
          Metric: { ...MetricStat.Metric, Dimensions: lowerDimensions(MetricStat.Metric.Dimensions) },
        },
      }),
    }))
    return { Period: properties.Metrics.find(({ MetricStat }) => MetricStat)?.MetricStat?.Period, ...rule, Metrics }
  }
  const { Namespace, MetricName, Dimensions, Period, Unit = null, Statistic, ExtendedStatistic } = properties
  return {
    MetricName,
    Namespace,
    ...(Statistic
      ? { StatisticType: 'Statistic', Statistic: Statistic.toUpperCase() }
      : { StatisticType: 'ExtendedStatistic', ExtendedStatistic }),
    Unit,
    Dimensions: lowerDimensions(Dimensions),
    Period,
    ...rule,
  }
}
