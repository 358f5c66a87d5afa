import { CloudWatchClient, GetMetricDataCommand, ListMetricsCommand } from '@aws-sdk/client-cloudwatch'
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'
import { beforeAll, expect, test } from 'vitest'
import { lambdaFunction, role, useCloud } from './cloud.ts'

// What services measure of themselves and what functions log, asked for through the SDK.

const cloud = useCloud()
const arnOf = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] })

const FUNCTION = `exports.handler = async (event) => {
  console.log(JSON.stringify({
    _aws: { Timestamp: Date.now(), CloudWatchMetrics: [
      { Namespace: 'Shop', Dimensions: [['service']], Metrics: [{ Name: 'Orders', Unit: 'Count' }] } ] },
    service: 'orders', Orders: [1, 2] }))
  if (event.fail || event.queryStringParameters?.fail) throw new Error('failed')
  return { statusCode: event.queryStringParameters?.status ?? 200, body: 'x' }
}`

beforeAll(() =>
  cloud.deploy({
    Resources: {
      Role: role('lambda.amazonaws.com'),
      StatesRole: role('states.amazonaws.com'),
      Function: lambdaFunction('f', FUNCTION),
      Full: lambdaFunction('full', FUNCTION, { ReservedConcurrentExecutions: 0 }),
      Permission: {
        Type: 'AWS::Lambda::Permission',
        Properties: {
          Action: 'lambda:InvokeFunction',
          FunctionName: arnOf('Function'),
          Principal: 'apigateway.amazonaws.com',
        },
      },
      Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'shop' } },
      Method: {
        Type: 'AWS::ApiGateway::Method',
        Properties: {
          RestApiId: { Ref: 'Api' },
          ResourceId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
          HttpMethod: 'GET',
          AuthorizationType: 'NONE',
          Integration: {
            Type: 'AWS_PROXY',
            IntegrationHttpMethod: 'POST',
            Uri: {
              'Fn::Join': [
                '',
                ['arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/', arnOf('Function'), '/invocations'],
              ],
            },
          },
        },
      },
      Deployment: {
        Type: 'AWS::ApiGateway::Deployment',
        DependsOn: 'Method',
        Properties: { RestApiId: { Ref: 'Api' } },
      },
      Stage: {
        Type: 'AWS::ApiGateway::Stage',
        Properties: { RestApiId: { Ref: 'Api' }, DeploymentId: { Ref: 'Deployment' }, StageName: 'v1' },
      },
      Machine: {
        Type: 'AWS::StepFunctions::StateMachine',
        Properties: {
          StateMachineName: 'machine',
          RoleArn: arnOf('StatesRole'),
          DefinitionString: '{"StartAt":"F","States":{"F":{"Type":"Fail","Error":"No"}}}',
        },
      },
    },
    Outputs: { Api: { Value: { Ref: 'Api' } }, Machine: { Value: { Ref: 'Machine' } } },
  }),
)

/** Of the last hour and the next minute. */
async function statistic(Namespace: string, MetricName: string, dimensions: Record<string, string>, Stat = 'Sum') {
  const client = new CloudWatchClient(cloud.options())
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }))
  const MetricStat = { Metric: { Namespace, MetricName, Dimensions }, Period: 86_400, Stat }
  const { MetricDataResults } = await client.send(
    new GetMetricDataCommand({
      MetricDataQueries: [{ Id: 'm', MetricStat }],
      StartTime: new Date(Date.now() - 3_600_000),
      EndTime: new Date(Date.now() + 60_000),
    }),
  )
  const [result] = MetricDataResults ?? []
  expect(result?.Timestamps?.every((time) => time instanceof Date)).toBe(true)
  return result?.Values?.reduce((a, b) => a + b, 0)
}

test('a function is counted: invocations, errors, throttles, time and its own metrics', async () => {
  const lambda = new LambdaClient(cloud.options())
  const invoke = (FunctionName: string, event: object) =>
    lambda.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }))
  await invoke('f', {})
  await invoke('f', { fail: true })
  await expect(invoke('full', {})).rejects.toThrow('Rate Exceeded')
  const f = { FunctionName: 'f' }
  expect(await statistic('AWS/Lambda', 'Invocations', f)).toBe(2)
  expect(await statistic('AWS/Lambda', 'Errors', f)).toBe(1)
  expect(await statistic('AWS/Lambda', 'Duration', f, 'SampleCount')).toBe(2)
  expect(await statistic('AWS/Lambda', 'Throttles', { FunctionName: 'full' })).toBe(1)
  // Of all functions together.
  expect(await statistic('AWS/Lambda', 'Throttles', {})).toBe(1)
  expect(await statistic('AWS/Lambda', 'Invocations', { FunctionName: 'full' })).toBe(0)
  expect(await statistic('Shop', 'Orders', { service: 'orders' })).toBe(6)
  expect(await statistic('Shop', 'Orders', { service: 'orders' }, 'SampleCount')).toBe(4)
  const { Metrics } = await new CloudWatchClient(cloud.options()).send(new ListMetricsCommand({ Namespace: 'Shop' }))
  expect(Metrics).toEqual([
    { Namespace: 'Shop', MetricName: 'Orders', Dimensions: [{ Name: 'service', Value: 'orders' }] },
  ])
})

test('requests are counted by API and by stage, with what the gateway answers itself', async () => {
  const send = (path: string) => fetch(`${cloud.cloud.url}/execute-api/${cloud.cloud.output('test', 'Api')}/v1${path}`)
  expect((await send('/')).status).toBe(200)
  expect((await send('/?status=404')).status).toBe(404)
  expect((await send('/?fail=1')).status).toBe(502)
  expect((await send('/gone')).status).toBe(403)
  for (const dimensions of [{ ApiName: 'shop' }, { ApiName: 'shop', Stage: 'v1' }] as Record<string, string>[]) {
    const of = (name: string, stat?: string) => statistic('AWS/ApiGateway', name, dimensions, stat)
    expect(await of('Count', 'SampleCount')).toBe(4)
    expect(await of('4XXError')).toBe(2)
    expect(await of('5XXError')).toBe(1)
    expect(await of('Latency', 'SampleCount')).toBe(4)
    expect(await of('IntegrationLatency', 'SampleCount')).toBe(3)
  }
})

test('executions are counted by how they ended', async () => {
  const StateMachineArn = cloud.cloud.output('test', 'Machine')
  await new SFNClient(cloud.options()).send(new StartExecutionCommand({ stateMachineArn: StateMachineArn }))
  await expect.poll(() => statistic('AWS/States', 'ExecutionsFailed', { StateMachineArn })).toBe(1)
  expect(await statistic('AWS/States', 'ExecutionsTimedOut', { StateMachineArn })).toBe(0)
})
