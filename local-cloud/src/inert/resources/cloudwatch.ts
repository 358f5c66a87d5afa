import * as z from 'zod'
import { type InertType, inertType } from '../inert-type.ts'
import { DashboardBody, DashboardName } from './dashboard-body.ts'

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_CloudWatch.html

const why = 'it is no part of what the local cloud does with metrics'
const Name = z.string().optional()

export const cloudWatchTypes: InertType[] = [
  inertType({
    type: 'AWS::CloudWatch::CompositeAlarm',
    attributes: ['Arn'],
    why: 'the alarms that it is made of go off by themselves, and no rule joins them',
    properties: z.looseObject({ AlarmName: Name }),
    createOnly: ['AlarmName'],
    actions: {
      create: ['cloudwatch:PutCompositeAlarm'],
      update: ['cloudwatch:PutCompositeAlarm'],
      delete: ['cloudwatch:DeleteAlarms'],
    },
    identify({ AlarmName }, { name, arn }) {
      const id = name(AlarmName, 255)
      const Arn = arn('cloudwatch', `alarm:${id}`)
      return { id, arn: Arn, attributes: { Arn } }
    },
  }),
  inertType({
    type: 'AWS::CloudWatch::Dashboard',
    attributes: [],
    why: 'there is no console to show it',
    properties: z.looseObject({ DashboardName: DashboardName.optional(), DashboardBody }),
    createOnly: ['DashboardName'],
    actions: {
      create: ['cloudwatch:PutDashboard'],
      update: ['cloudwatch:PutDashboard'],
      delete: ['cloudwatch:DeleteDashboards'],
    },
    identify({ DashboardName }, { name, globalArn }) {
      const id = name(DashboardName, 255)
      return { id, arn: globalArn('cloudwatch', `dashboard/${id}`) }
    },
  }),
  inertType({
    type: 'AWS::CloudWatch::AnomalyDetector',
    attributes: ['Id'],
    why,
    properties: z.looseObject({}),
    createOnly: [
      'Dimensions',
      'MetricMathAnomalyDetector',
      'MetricName',
      'Namespace',
      'SingleMetricAnomalyDetector',
      'Stat',
    ],
    actions: {
      create: ['cloudwatch:PutAnomalyDetector'],
      update: ['cloudwatch:PutAnomalyDetector'],
      delete: ['cloudwatch:DeleteAnomalyDetector'],
    },
    identify(_, { uuid }) {
      const id = uuid()
      return { id, arn: '*', attributes: { Id: id } }
    },
  }),
  inertType({
    type: 'AWS::CloudWatch::InsightRule',
    attributes: ['Arn', 'RuleName'],
    why,
    properties: z.looseObject({ RuleName: z.string() }),
    createOnly: ['RuleName'],
    actions: {
      create: ['cloudwatch:PutInsightRule'],
      update: ['cloudwatch:PutInsightRule'],
      delete: ['cloudwatch:DeleteInsightRules'],
    },
    identify({ RuleName }, { arn }) {
      const Arn = arn('cloudwatch', `insight-rule/${RuleName}`)
      return { id: Arn, arn: Arn, attributes: { Arn, RuleName } }
    },
  }),
]
