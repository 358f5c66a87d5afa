import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { BatchGetTracesCommand, GetTraceSummariesCommand, XRayClient } from '@aws-sdk/client-xray'
import { beforeAll, expect, test } from 'vitest'
import { lambdaFunction, role, useCloud } from './cloud.ts'

// One request on its way: API → function → event → queue → function, and event → workflow → function, in traces.

const lines: string[] = []
const cloud = useCloud({ traceSampling: 1, log: (line) => lines.push(line) })
const arnOf = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] })
const ref = (Ref: string) => ({ Ref })

/** Sends a segment of its own as a toolkit would: one datagram to the daemon, the annotation in it. */
const ANNOTATE = `
const dgram = require('node:dgram')
const socket = dgram.createSocket('udp4'); socket.unref()
const annotate = () => new Promise((sent) => {
  const { Root, Parent, Sampled } = Object.fromEntries(process.env._X_AMZN_TRACE_ID.split(';').map((part) => part.split('=')))
  if (Sampled !== '1') return sent()
  const [host, port] = process.env.AWS_XRAY_DAEMON_ADDRESS.split(':')
  const now = Date.now() / 1000
  const segment = { name: 'tenant', type: 'subsegment', id: require('node:crypto').randomBytes(8).toString('hex'), trace_id: Root,
    parent_id: Parent, start_time: now, end_time: now, annotations: { TenantId: 'acme', Hop: process.env.AWS_LAMBDA_FUNCTION_NAME } }
  socket.send(JSON.stringify({ format: 'json', version: 1 }) + '\\n' + JSON.stringify(segment), port, host, () => sent())
})`
const SHOP = `${ANNOTATE}
const { EventBridgeClient, PutEventsCommand } = require('@aws-sdk/client-eventbridge')
const events = new EventBridgeClient({})
exports.handler = async (event) => {
  await annotate()
  if (event.queryStringParameters?.fail) throw new Error('failed')
  await events.send(new PutEventsCommand({ Entries: [{ Source: 'shop', DetailType: 'placed', Detail: '{}' }] }))
  return { statusCode: 200, body: JSON.stringify({ header: event.headers['X-Amzn-Trace-Id'], own: process.env._X_AMZN_TRACE_ID }) }
}`
const WORK = `${ANNOTATE}
exports.handler = async (event) => { await annotate(); return 1 }`
const traced = (name: string, source: string, more: object = {}) =>
  lambdaFunction(name, source, { TracingConfig: { Mode: 'Active' }, ...more })

beforeAll(() =>
  cloud.deploy({
    Resources: {
      Role: role('lambda.amazonaws.com'),
      EventsRole: role('events.amazonaws.com'),
      StatesRole: role('states.amazonaws.com'),
      Silent: role('lambda.amazonaws.com', { Effect: 'Allow', Action: 'logs:*', Resource: '*' }),
      Shop: traced('shop', SHOP),
      Worker: traced('worker', WORK),
      Step: traced('step', WORK),
      Forbidden: traced('forbidden', WORK, { Role: arnOf('Silent') }),
      Permission: {
        Type: 'AWS::Lambda::Permission',
        Properties: {
          Action: 'lambda:InvokeFunction',
          FunctionName: arnOf('Shop'),
          Principal: 'apigateway.amazonaws.com',
        },
      },
      Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'work' } },
      QueuePolicy: {
        Type: 'AWS::SQS::QueuePolicy',
        Properties: {
          Queues: [ref('Queue')],
          PolicyDocument: {
            Statement: [
              {
                Effect: 'Allow',
                Principal: { Service: 'events.amazonaws.com' },
                Action: 'sqs:SendMessage',
                Resource: arnOf('Queue'),
              },
            ],
          },
        },
      },
      Mapping: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: { EventSourceArn: arnOf('Queue'), FunctionName: ref('Worker'), BatchSize: 1 },
      },
      Machine: {
        Type: 'AWS::StepFunctions::StateMachine',
        Properties: {
          StateMachineName: 'machine',
          RoleArn: arnOf('StatesRole'),
          TracingConfiguration: { Enabled: true },
          DefinitionString: {
            'Fn::Join': [
              '',
              ['{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"', arnOf('Step'), '","End":true}}}'],
            ],
          },
        },
      },
      Rule: {
        Type: 'AWS::Events::Rule',
        Properties: {
          EventPattern: { source: ['shop'] },
          Targets: [
            { Id: 'queue', Arn: arnOf('Queue') },
            { Id: 'machine', Arn: ref('Machine'), RoleArn: arnOf('EventsRole') },
          ],
        },
      },
      Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'shop-api' } },
      Method: {
        Type: 'AWS::ApiGateway::Method',
        Properties: {
          RestApiId: ref('Api'),
          ResourceId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
          HttpMethod: 'GET',
          AuthorizationType: 'NONE',
          Integration: {
            Type: 'AWS_PROXY',
            IntegrationHttpMethod: 'POST',
            Uri: {
              'Fn::Join': [
                '',
                ['arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/', arnOf('Shop'), '/invocations'],
              ],
            },
          },
        },
      },
      Deployment: { Type: 'AWS::ApiGateway::Deployment', DependsOn: 'Method', Properties: { RestApiId: ref('Api') } },
      Stage: {
        Type: 'AWS::ApiGateway::Stage',
        Properties: {
          ...{ RestApiId: ref('Api'), DeploymentId: ref('Deployment'), StageName: 'v1', TracingEnabled: true },
        },
      },
    },
    Outputs: { Api: { Value: ref('Api') } },
  }),
)

const xray = () => new XRayClient(cloud.options())
const send = (query = '', headers: Record<string, string> = {}) =>
  fetch(`${cloud.cloud.url}/execute-api/${cloud.cloud.output('test', 'Api')}/v1/${query}`, { headers })
const rootOf = (header: string) => /Root=([^;]+)/.exec(header)?.[1] ?? ''

async function summaries(FilterExpression: string) {
  const [StartTime, EndTime] = [new Date(Date.now() - 600_000), new Date(Date.now() + 60_000)]
  const { TraceSummaries = [] } = await xray().send(
    new GetTraceSummariesCommand({ StartTime, EndTime, FilterExpression }),
  )
  return TraceSummaries
}

async function segmentsOf(trace: string): Promise<Record<string, unknown>[]> {
  const { Traces = [] } = await xray().send(new BatchGetTracesCommand({ TraceIds: [trace] }))
  return (Traces[0]?.Segments ?? []).map(({ Document = '' }) => JSON.parse(Document))
}

test('a request is one trace through API, function and workflow, and the queue begins one that is linked to it', async () => {
  const { header, own } = (await (await send()).json()) as { header: string; own: string }
  const root = rootOf(header)
  expect(rootOf(own)).toBe(root)
  expect(header).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=1$/)

  const hop = (name: string) => summaries(`annotation.TenantId = "acme" AND annotation.Hop = "${name}"`)
  await expect.poll(async () => (await hop('shop')).map(({ Id }) => Id)).toEqual([root])
  await expect.poll(async () => (await hop('step')).map(({ Id }) => Id)).toEqual([root])
  await expect.poll(() => hop('worker')).toHaveLength(1)

  const api = { name: 'shop-api/v1', origin: 'AWS::ApiGateway::Stage', http: { response: { status: 200 } } }
  await expect
    .poll(() => segmentsOf(root))
    .toContainEqual(expect.objectContaining({ name: api.name, origin: api.origin }))
  const segments = await segmentsOf(root)
  const find = (name: string, origin: string) => segments.find((one) => one.name === name && one.origin === origin)
  const lambda = find('shop', 'AWS::Lambda')
  expect(lambda).toMatchObject({ parent_id: find(api.name, api.origin)?.id })
  expect(find('shop', 'AWS::Lambda::Function')).toMatchObject({
    parent_id: lambda?.id,
    subsegments: [{ name: 'Initialization' }, { name: 'Invocation' }],
  })
  expect(segments.find(({ type }) => type === 'subsegment')).toMatchObject({
    parent_id: find('shop', 'AWS::Lambda::Function')?.id,
  })

  await expect
    .poll(() => segmentsOf(root))
    .toContainEqual(expect.objectContaining({ origin: 'AWS::StepFunctions::StateMachine' }))
  const execution = (await segmentsOf(root)).find((one) => one.name === 'machine')
  expect(execution).toMatchObject({ parent_id: expect.any(String), subsegments: [{ name: 'T' }] })
  const step = (await segmentsOf(root)).find((one) => one.name === 'step' && one.origin === 'AWS::Lambda')
  expect(step).toMatchObject({ parent_id: execution?.id })

  const [worker] = await hop('worker')
  expect(worker?.Id).not.toBe(root)
  await expect
    .poll(() => segmentsOf(worker?.Id ?? ''))
    .toContainEqual(
      expect.objectContaining({ origin: 'AWS::Lambda', links: [expect.objectContaining({ trace_id: root })] }),
    )
})

test('a failure is a fault of all segments that it went through', async () => {
  expect((await send('?fail=1')).status).toBe(502)
  await expect.poll(() => summaries('fault AND service("shop-api/v1")')).toHaveLength(1)
  const [summary] = await summaries('fault')
  expect(summary).toMatchObject({ HasFault: true, Http: { HttpStatus: 502, HttpMethod: 'GET' } })
})

test("the caller's decision holds, and what is not sampled leaves nothing", async () => {
  const root = `1-${Math.floor(Date.now() / 1000).toString(16)}-00000000000000000000abcd`
  const { own } = (await (await send('', { 'x-amzn-trace-id': `Root=${root};Sampled=0` })).json()) as { own: string }
  expect(own).toMatch(new RegExp(`^Root=${root};Parent=[0-9a-f]{16};Sampled=0$`))
  expect(await segmentsOf(root)).toEqual([])
})

test('a function whose role may not put segments leaves none of its own', async () => {
  const lambda = new LambdaClient(cloud.options())
  await lambda.send(new InvokeCommand({ FunctionName: 'forbidden' }))
  await expect.poll(() => lines.join('\n')).toContain('is not authorized to perform: xray:PutTraceSegments')
  expect(await summaries('annotation.Hop = "forbidden"')).toEqual([])
})
