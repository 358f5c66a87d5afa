import { expect, test } from 'vitest'
import { resourceContext } from '../../logs/logs-fixture.ts'
import { START } from '../cloudwatch-fixture.ts'
import { ALARM, TOPIC, watching } from './alarm-fixture.ts'

test('an alarm goes off from data and recovers from data, and its topic hears of both', async () => {
  const { create, fail, pass, described, published, summaries } = watching()
  await create()
  expect(await described()).toMatchObject({
    StateValue: 'INSUFFICIENT_DATA',
    StateReason: 'Unchecked: Initial alarm creation',
    StateUpdatedTimestamp: START / 1000,
  })
  await pass(2)
  expect((await described()).StateValue).toBe('OK')
  fail(2)
  fail(3)
  await pass(2)
  expect(await described()).toMatchObject({
    AlarmArn: 'arn:aws:cloudwatch:us-east-1:000000000000:alarm:errors',
    StateValue: 'ALARM',
    StateReason:
      'Threshold Crossed: 1 out of the last 1 datapoint [5.0 (01/01/26 00:02:00)] was greater than the threshold (2.0) (minimum 1 datapoint for OK -> ALARM transition).',
    StateTransitionedTimestamp: START / 1000 + 180,
    Threshold: 2,
    Dimensions: [{ Name: 'service', Value: 'orders' }],
  })
  expect(JSON.parse((await described()).StateReasonData)).toMatchObject({
    recentDatapoints: [5],
    threshold: 2,
    period: 60,
  })
  await pass(4)
  expect((await described()).StateValue).toBe('OK')
  expect(published.map(({ subject }) => subject)).toEqual([
    'OK: "errors" in US East (N. Virginia)',
    'ALARM: "errors" in US East (N. Virginia)',
    'OK: "errors" in US East (N. Virginia)',
  ])
  expect(published[1]).toMatchObject({
    topic: TOPIC,
    source: 'arn:aws:cloudwatch:us-east-1:000000000000:alarm:errors',
    email: expect.stringContaining(ALARM.AlarmDescription),
    message: {
      AlarmName: 'errors',
      AlarmDescription: ALARM.AlarmDescription,
      AWSAccountId: '000000000000',
      NewStateValue: 'ALARM',
      OldStateValue: 'OK',
      StateChangeTime: '2026-01-01T00:03:00.000+0000',
      Region: 'US East (N. Virginia)',
      AlarmActions: [TOPIC],
      Trigger: {
        MetricName: 'Errors',
        Namespace: 'Shop',
        StatisticType: 'Statistic',
        Statistic: 'SUM',
        Dimensions: [{ value: 'orders', name: 'service' }],
        Period: 60,
        EvaluationPeriods: 1,
        ComparisonOperator: 'GreaterThanThreshold',
        Threshold: 2,
        TreatMissingData: 'notBreaching',
      },
    },
  })
  expect(await summaries('StateUpdate')).toEqual([
    'Alarm updated from INSUFFICIENT_DATA to OK',
    'Alarm updated from OK to ALARM',
    'Alarm updated from ALARM to OK',
  ])
  expect(await summaries('Action')).toEqual(Array(3).fill(`Successfully executed action ${TOPIC}`))
  expect(await summaries('ConfigurationUpdate')).toEqual(['Alarm "errors" created'])
})

test('a clock that leaps over minutes has each of them evaluated', async () => {
  const { create, fail, context, settled, summaries } = watching({ EvaluationPeriods: 2 })
  await create()
  fail(9, START + 60_000)
  fail(9, START + 120_000)
  context.clock.advance(3_600_000)
  await settled()
  expect(await summaries('StateUpdate')).toEqual([
    'Alarm updated from INSUFFICIENT_DATA to OK',
    'Alarm updated from OK to ALARM',
    'Alarm updated from ALARM to OK',
  ])
})

test('silence that is treated as breaching goes off', async () => {
  const { create, pass, described } = watching({ TreatMissingData: 'breaching', EvaluationPeriods: 5, Threshold: 0 })
  await create()
  await pass(2)
  expect(await described()).toMatchObject({
    StateValue: 'ALARM',
    StateReason:
      'Threshold Crossed: no datapoints were received for 5 periods and 5 missing datapoints were treated as [Breaching].',
  })
})

test('missing data leaves an alarm without a state, and ignored data leaves it as it is', async () => {
  const missing = watching({ TreatMissingData: 'missing' })
  const ignoring = watching({ TreatMissingData: 'ignore' })
  for (const { create, fail, pass } of [missing, ignoring]) {
    await create()
    fail(9)
    await pass(10)
  }
  expect(await missing.described()).toMatchObject({
    StateValue: 'INSUFFICIENT_DATA',
    StateReason: 'Insufficient Data: 1 datapoint was unknown.',
  })
  expect((await ignoring.described()).StateValue).toBe('ALARM')
})

test('an alarm of metric math watches the series that is returned', async () => {
  const stat = (Id: string, MetricName: string) => ({
    Id,
    MetricStat: { Metric: { Namespace: 'Shop', MetricName }, Period: 60, Stat: 'Sum' },
    ReturnData: false,
  })
  const { create, put, pass, described, published } = watching({
    ...{ Namespace: undefined, MetricName: undefined, Dimensions: undefined, Period: undefined, Statistic: undefined },
    Metrics: [
      stat('e', 'Errors'),
      stat('r', 'Requests'),
      { Id: 'rate', Expression: 'IF(r >= 10, 100 * e / r, 0)', Label: 'rate' },
    ],
    Threshold: 5,
  })
  await create()
  put([10], { name: 'Requests' })
  put([1], { name: 'Errors' })
  await pass(2)
  expect((await described()).StateValue).toBe('ALARM')
  expect(published.at(-1)?.message).toMatchObject({
    Trigger: {
      Period: 60,
      Metrics: [{ Id: 'e' }, { Id: 'r' }, { Id: 'rate', Expression: expect.any(String), ReturnData: true }],
    },
  })
})

test('a percentile of few samples is not judged where the alarm says so', async () => {
  const p90 = { Statistic: undefined, ExtendedStatistic: 'p90', EvaluateLowSampleCountPercentile: 'ignore' }
  const { create, fail, pass, described } = watching(p90)
  await create()
  for (let n = 0; n < 99; n++) fail(9)
  await pass(2)
  expect((await described()).StateValue).toBe('INSUFFICIENT_DATA')
  for (let n = 0; n < 100; n++) fail(9)
  await pass(2)
  expect((await described()).StateValue).toBe('ALARM')
})

test('actions that are switched off are not taken, and one that fails is remembered', async () => {
  const quiet = watching({ ActionsEnabled: false })
  await quiet.create()
  quiet.fail(9)
  await quiet.pass(2)
  expect((await quiet.described()).StateValue).toBe('ALARM')
  expect(quiet.published).toEqual([])

  const closed = 'arn:aws:sns:us-east-1:000000000000:closed'
  const refused = watching({ AlarmActions: [closed, TOPIC], OKActions: [] })
  await refused.create()
  refused.fail(9)
  await refused.pass(2)
  expect(await refused.summaries('Action')).toEqual([
    `Failed to execute action ${closed}`,
    `Successfully executed action ${TOPIC}`,
  ])
})

test('a change keeps the state; alarms are found by prefix, state, action and page', async () => {
  const { create, type, fail, pass, call, described } = watching()
  const made = await create()
  fail(9)
  await pass(2)
  const changed = type.properties.parse({ ...ALARM, Threshold: 100, TreatMissingData: 'ignore' })
  await type.update(changed, made, changed, resourceContext('Alarm'))
  expect(await described()).toMatchObject({ StateValue: 'ALARM', Threshold: 100 })
  const other = type.properties.parse({ ...ALARM, AlarmName: 'other', AlarmActions: [], OKActions: [] })
  await type.create(other, resourceContext('Other'))
  const names = async (input: object) =>
    (await call('DescribeAlarms', input)).MetricAlarms.map(({ AlarmName }: { AlarmName: string }) => AlarmName)
  expect(await names({})).toEqual(['errors', 'other'])
  expect(await names({ AlarmNamePrefix: 'oth' })).toEqual(['other'])
  expect(await names({ StateValue: 'ALARM' })).toEqual(['errors'])
  expect(await names({ ActionPrefix: TOPIC })).toEqual(['errors'])
  expect(await names({ AlarmTypes: ['CompositeAlarm'] })).toEqual([])
  const { NextToken } = await call('DescribeAlarms', { MaxRecords: 1 })
  expect(await names({ MaxRecords: 1, NextToken })).toEqual(['other'])
  await expect(names({ NextToken: 'x' })).rejects.toThrow('The next token is invalid.')
  type.delete(made, resourceContext('Alarm'))
  expect(await names({})).toEqual(['other'])
})

test.each<[string, object, string]>([
  [
    'an action that is no topic',
    { AlarmActions: ['arn:aws:automate:us-east-1:ec2:stop'] },
    'the alarm action arn:aws:automate',
  ],
  ['no statistic', { Statistic: undefined }, 'one of Statistic and ExtendedStatistic'],
  ['two statistics', { ExtendedStatistic: 'p99' }, 'one of Statistic and ExtendedStatistic'],
  [
    'more points than periods',
    { DatapointsToAlarm: 2 },
    'DatapointsToAlarm must be less than or equal to EvaluationPeriods',
  ],
  ['more than a day', { EvaluationPeriods: 1_441 }, 'Metrics cannot be checked across more than a day'],
  ['no metric', { MetricName: undefined }, 'An alarm needs Metrics'],
  [
    'two series',
    {
      Metrics: [
        { Id: 'a', Expression: '1' },
        { Id: 'b', Expression: '2' },
      ],
    },
    'Exactly one element',
  ],
  [
    'a function that is not there',
    { Metrics: [{ Id: 'a', Expression: 'RATE(a)' }] },
    'the function RATE of metric math',
  ],
])('an alarm is refused at once: %s', (_, properties, message) => {
  const { type } = watching()
  expect(() => type.check?.(type.properties.parse({ ...ALARM, ...properties }))).toThrow(message)
})
