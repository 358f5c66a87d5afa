import { authorizerAnswer } from './authorizer-answer.ts'
import { type Limit, perResource } from './limit.ts'
import { longestValue } from './longest-value.ts'
import { inlinePolicies, managedPolicy, trustPolicy } from './role-limits.ts'

const stackResources: Limit = {
  name: 'resources of a stack',
  max: 500,
  unit: 'resources',
  page: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html',
  fix: 'A service with routes, a table and a worker takes about 24: put routes on fewer paths, or deploy some services as a stack of their own.',
  measure: (all) => all.map(({ stack, Resources }) => ({ of: stack, used: Object.keys(Resources).length })),
}

const functionEnvironment: Limit = {
  name: 'environment of a function',
  max: 4096,
  unit: 'bytes',
  page: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
  fix: 'A service that needs that many tables does the work of several: split it.',
  measure: (all) =>
    perResource(all, 'AWS::Lambda::Function', ({ Environment }, template) =>
      Environment === undefined
        ? 0
        : Buffer.byteLength(
            JSON.stringify(longestValue((Environment as { Variables: unknown }).Variables, template, all)),
          ),
    ),
}

const queueName: Limit = {
  name: 'name of a queue',
  max: 80,
  unit: 'characters',
  page: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-queues.html',
  fix: 'Give the service a shorter name.',
  measure: (all) =>
    perResource(all, 'AWS::SQS::Queue', ({ QueueName }, template) =>
      QueueName === undefined ? null : String(longestValue(QueueName, template, all)).length,
    ),
}

const functionName: Limit = {
  name: 'name of a function',
  max: 64,
  unit: 'characters',
  page: 'https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html',
  fix: 'Give the service a shorter name.',
  measure: (all) =>
    perResource(all, 'AWS::Lambda::Function', ({ FunctionName }, template) =>
      FunctionName === undefined ? null : String(longestValue(FunctionName, template, all)).length,
    ),
}

const parameterValue: Limit = {
  name: 'value of an SSM parameter',
  max: 4096,
  unit: 'characters',
  page: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html',
  fix: 'Publish it as several parameters.',
  measure: (all) =>
    perResource(all, 'AWS::SSM::Parameter', ({ Value }, template) => String(longestValue(Value, template, all)).length),
}

const EVENTS_PAGE = 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html'

const eventPattern: Limit = {
  name: 'event pattern of a rule',
  max: 2048,
  unit: 'characters',
  page: EVENTS_PAGE,
  fix: 'Let the worker consume fewer event types.',
  measure: (all) =>
    perResource(all, 'AWS::Events::Rule', ({ EventPattern }, template) =>
      EventPattern === undefined ? null : JSON.stringify(longestValue(EventPattern, template, all)).length,
    ),
}

const rulesOfBus: Limit = {
  name: 'rules of an event bus',
  // 300 in most Regions; this many are to be had in all.
  max: 100,
  unit: 'rules',
  page: EVENTS_PAGE,
  fix: 'Let one worker consume what several do, or have the quota raised.',
  measure(all) {
    const rules = all.flatMap(({ Resources }) =>
      Object.values(Resources).filter((one) => one.Type === 'AWS::Events::Rule'),
    )
    const byBus = Map.groupBy(rules, ({ Properties }) => JSON.stringify(Properties.EventBusName ?? 'default'))
    return [...byBus].map(([bus, { length }]) => ({ of: `bus ${bus}`, used: length }))
  },
}

const apiResources: Limit = {
  name: 'resources of an API',
  max: 300,
  unit: 'paths',
  page: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html',
  fix: 'Put routes on fewer paths, or have the quota raised.',
  measure: (all) =>
    all.flatMap(({ stack, Resources }) => {
      const paths = Object.values(Resources).filter(({ Type }) => Type === 'AWS::ApiGateway::Resource')
      const byApi = Map.groupBy(paths, ({ Properties }) => (Properties.RestApiId as { Ref: string }).Ref)
      return [...byApi].map(([api, { length }]) => ({ of: `${stack}/${api}`, used: length }))
    }),
}

const localIndexes: Limit = {
  name: 'local indexes of a table',
  max: 5,
  unit: 'indexes',
  page: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html',
  fix: 'Give the entity fewer sort orders.',
  measure: (all) =>
    perResource(all, 'AWS::DynamoDB::GlobalTable', ({ LocalSecondaryIndexes }) =>
      Array.isArray(LocalSecondaryIndexes) ? LocalSecondaryIndexes.length : 0,
    ),
}

/** Limits of AWS that more services, routes or events bring nearer. docs/guides/limits.md lists them, with those that do not grow. */
export const LIMITS: readonly Limit[] = [
  stackResources,
  trustPolicy,
  inlinePolicies,
  managedPolicy,
  authorizerAnswer,
  functionEnvironment,
  functionName,
  queueName,
  parameterValue,
  eventPattern,
  rulesOfBus,
  apiResources,
  localIndexes,
]
