import * as z from 'zod'
import { type InertType, inertType } from '../inert-type.ts'

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Logs.html

export const logTypes: InertType[] = [
  inertType({
    type: 'AWS::Logs::MetricFilter',
    attributes: [],
    why: 'metrics come from lines in the embedded metric format here, and from no filter',
    properties: z.looseObject({ FilterName: z.string().optional(), LogGroupName: z.string() }),
    createOnly: ['FilterName', 'LogGroupName'],
    actions: {
      create: ['logs:PutMetricFilter'],
      update: ['logs:PutMetricFilter'],
      delete: ['logs:DeleteMetricFilter'],
    },
    identify: ({ FilterName, LogGroupName }, { name, arn }) => ({
      id: name(FilterName, 512),
      arn: arn('logs', `log-group:${LogGroupName}`),
    }),
  }),
  inertType({
    type: 'AWS::Logs::QueryDefinition',
    attributes: ['QueryDefinitionId'],
    why: 'a query that is only kept for the console',
    properties: z.looseObject({}),
    actions: {
      create: ['logs:PutQueryDefinition'],
      update: ['logs:PutQueryDefinition'],
      delete: ['logs:DeleteQueryDefinition'],
    },
    identify(_, { uuid }) {
      const id = uuid()
      return { id, arn: '*', attributes: { QueryDefinitionId: id } }
    },
  }),
  inertType({
    type: 'AWS::Logs::LogAnomalyDetector',
    attributes: ['AnomalyDetectorArn'],
    why: 'nothing here looks for anomalies',
    properties: z.looseObject({}),
    without: {
      AnomalyDetectorStatus: 'it never analyses',
      CreationTimeStamp: 'nothing dates it',
      LastModifiedTimeStamp: 'nothing dates it',
    },
    actions: {
      create: ['logs:CreateLogAnomalyDetector'],
      update: ['logs:UpdateLogAnomalyDetector'],
      delete: ['logs:DeleteLogAnomalyDetector'],
    },
    identify(_, { arn, uuid }) {
      const id = arn('logs', `anomaly-detector:${uuid()}`)
      return { id, arn: id, attributes: { AnomalyDetectorArn: id } }
    },
  }),
]
