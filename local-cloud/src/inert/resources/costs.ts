import * as z from 'zod'
import { type InertType, inertType } from '../inert-type.ts'

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Budgets.html
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_CE.html

const why = 'nothing costs here'

export const costTypes: InertType[] = [
  inertType({
    type: 'AWS::Budgets::Budget',
    attributes: ['Id'],
    why,
    properties: z.looseObject({ Budget: z.looseObject({ BudgetName: z.string().optional() }) }),
    actions: {
      create: ['budgets:ModifyBudget'],
      update: ['budgets:ModifyBudget'],
      delete: ['budgets:ModifyBudget'],
    },
    identify({ Budget }, { name, globalArn }) {
      const id = name(Budget.BudgetName, 100)
      return { id, arn: globalArn('budgets', `budget/${id}`), attributes: { Id: id } }
    },
  }),
  inertType({
    type: 'AWS::CE::AnomalyMonitor',
    attributes: ['MonitorArn'],
    why,
    properties: z.looseObject({}),
    createOnly: ['MonitorDimension', 'MonitorSpecification', 'MonitorType'],
    without: {
      CreationDate: 'nothing dates it',
      DimensionalValueCount: 'it never evaluates',
      LastEvaluatedDate: 'it never evaluates',
      LastUpdatedDate: 'nothing dates it',
    },
    actions: {
      create: ['ce:CreateAnomalyMonitor'],
      update: ['ce:UpdateAnomalyMonitor'],
      delete: ['ce:DeleteAnomalyMonitor'],
    },
    identify(_, { globalArn, uuid }) {
      const id = globalArn('ce', `anomalymonitor/${uuid()}`)
      return { id, arn: id, attributes: { MonitorArn: id } }
    },
  }),
  inertType({
    type: 'AWS::CE::AnomalySubscription',
    attributes: ['AccountId', 'SubscriptionArn'],
    why,
    properties: z.looseObject({}),
    actions: {
      create: ['ce:CreateAnomalySubscription'],
      update: ['ce:UpdateAnomalySubscription'],
      delete: ['ce:DeleteAnomalySubscription'],
    },
    identify(_, { accountId, globalArn, uuid }) {
      const id = globalArn('ce', `anomalysubscription/${uuid()}`)
      return { id, arn: id, attributes: { AccountId: accountId, SubscriptionArn: id } }
    },
  }),
]
