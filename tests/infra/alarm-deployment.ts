import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { assembly } from '@tenantry/cli/system/assembly.ts'
import { SILO_STAGE_NAME } from '@tenantry/contracts/deployment.ts'
import { TENANT_API } from '@tenantry/infra/app-plane/app-plane.ts'
import { CONTROL_PLANE_API, STAGE_NAME, USAGE_STREAM } from '@tenantry/infra/names.ts'
import { lambdaFunction, role } from '../local-cloud/cloud.ts'

interface Resource {
  Type: string
  Properties: Record<string, unknown>
}
type Resources = Record<string, Resource>
interface Template {
  Resources: Resources
  Parameters: Record<string, { Default?: string }>
  Conditions: Record<string, unknown>
}

const { directory } = await assembly()
const templateOf = (stack: string): Template =>
  JSON.parse(readFileSync(join(directory, `${stack}.template.json`), 'utf8'))
const pick = (resources: Resources, wanted: (resource: Resource) => boolean): Resources =>
  Object.fromEntries(Object.entries(resources).filter(([, resource]) => wanted(resource)))

/** The alarms of both planes as they are deployed, and the queues that they name. */
const watched = ['ControlPlane', 'AppPlane'].map((stack) => templateOf(stack).Resources)
const alarms: Resources = withConsole(
  Object.assign({}, ...watched.map((all) => pick(all, ({ Type }) => Type === 'AWS::CloudWatch::Alarm'))),
)
const queues: Resources = Object.assign(
  {},
  ...watched.map((all) =>
    Object.fromEntries(
      Object.entries(pick(all, ({ Type }) => Type === 'AWS::SQS::Queue')).map(([id, { Type, Properties }]) => [
        id,
        { Type, Properties: { QueueName: Properties.QueueName } },
      ]),
    ),
  ),
)

/** The topic of operations as it is deployed, with somebody's address. */
const base = templateOf('Base')
const topic = pick(base.Resources, ({ Type }) => Type.startsWith('AWS::SNS::'))

/** The planes read where the console is from the base's parameter of SSM; here it is the base's own. */
function withConsole(resources: Resources): Resources {
  return JSON.parse(JSON.stringify(resources).replaceAll(/SsmParameterValuetenantrybaseconsoleurl\w+/g, 'ConsoleUrl'))
}

const arnOf = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] })
const ref = (Ref: string) => ({ Ref })

/** Prints what it is told, as functions print their lines. */
const VOICE = 'exports.handler = async ({ lines }) => { for (const line of lines) console.log(line) }'
/** Fails, or answers when it is let go on, or at once. */
const HANDLER = `
const { SQSClient, ReceiveMessageCommand, DeleteMessageCommand } = require('@aws-sdk/client-sqs')
const sqs = new SQSClient({})
exports.handler = async ({ queryStringParameters: query }) => {
  if (query?.fail) throw new Error('failed')
  if (query?.gate) {
    console.log('waits at the gate')
    for (let isLetOn = false; !isLetOn;) {
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: process.env.GATE, WaitTimeSeconds: 20 }))
      for (const { ReceiptHandle } of Messages) await sqs.send(new DeleteMessageCommand({ QueueUrl: process.env.GATE, ReceiptHandle }))
      isLetOn = Messages.length > 0
    }
  }
  return { statusCode: 200, body: '' }
}`

/** An API whose one operation is the handler, by the name that alarms know it by. */
function api(id: string, name: string, stages: string[]): Record<string, object> {
  const uri = ['arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/', arnOf('Handler'), '/invocations']
  return {
    [id]: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: name } },
    [`${id}Method`]: {
      Type: 'AWS::ApiGateway::Method',
      Properties: {
        RestApiId: ref(id),
        ResourceId: { 'Fn::GetAtt': [id, 'RootResourceId'] },
        HttpMethod: 'GET',
        AuthorizationType: 'NONE',
        Integration: { Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST', Uri: { 'Fn::Join': ['', uri] } },
      },
    },
    [`${id}Deployment`]: {
      Type: 'AWS::ApiGateway::Deployment',
      DependsOn: `${id}Method`,
      Properties: { RestApiId: ref(id) },
    },
    ...Object.fromEntries(
      stages.map((stage) => [
        `${id}${stage}`,
        {
          Type: 'AWS::ApiGateway::Stage',
          Properties: { RestApiId: ref(id), DeploymentId: ref(`${id}Deployment`), StageName: stage },
        },
      ]),
    ),
  }
}

export const ADDRESS = 'ops@tenantry.example'
export const CONSOLE = 'https://console.tenantry.example/'
const TOLD: Record<string, string> = { OperationsMail: ADDRESS, ConsoleUrl: CONSOLE }
/** Where requests go, by what alarms are called: an output has the API's id. */
export const APIS = {
  PoolApi: { output: 'TenantApi', stage: STAGE_NAME },
  SiloApis: { output: 'TenantApi', stage: SILO_STAGE_NAME },
  OperatorApi: { output: 'OperatorApi', stage: STAGE_NAME },
} as const

/** What is deployed to see alarms fire: the product's own alarms and topic, and small things that fail in place of the product. */
export const DEPLOYMENT = {
  Parameters: Object.fromEntries(
    Object.entries(base.Parameters).map(([name, one]) => [name, { ...one, Default: TOLD[name] ?? one.Default ?? '' }]),
  ),
  Conditions: base.Conditions,
  Resources: {
    ...alarms,
    ...queues,
    ...topic,
    Role: role('lambda.amazonaws.com'),
    Voice: lambdaFunction('voice', VOICE),
    Handler: lambdaFunction('handler', HANDLER, { Timeout: 28, Environment: { Variables: { GATE: ref('Gate') } } }),
    Refused: lambdaFunction('refused', VOICE, { ReservedConcurrentExecutions: 0 }),
    Gate: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'gate' } },
    Permission: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        Action: 'lambda:InvokeFunction',
        FunctionName: arnOf('Handler'),
        Principal: 'apigateway.amazonaws.com',
      },
    },
    ...api('TenantApi', TENANT_API, [STAGE_NAME, SILO_STAGE_NAME]),
    ...api('OperatorApi', CONTROL_PLANE_API, [STAGE_NAME]),
    Files: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'usage-files' } },
    StreamRole: role('firehose.amazonaws.com'),
    Stream: {
      Type: 'AWS::KinesisFirehose::DeliveryStream',
      DependsOn: 'Files',
      Properties: {
        DeliveryStreamName: USAGE_STREAM,
        ExtendedS3DestinationConfiguration: {
          BucketARN: 'arn:aws:s3:::usage-files',
          RoleARN: arnOf('StreamRole'),
          BufferingHints: { IntervalInSeconds: 60, SizeInMBs: 1 },
          CompressionFormat: 'GZIP',
        },
      },
    },
  },
  Outputs: { TenantApi: { Value: ref('TenantApi') }, OperatorApi: { Value: ref('OperatorApi') } },
}

export const ALARM_IDS = Object.keys(alarms)
