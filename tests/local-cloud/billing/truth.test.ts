import { PRICE_LIST } from '@tenantry/local-cloud/billing/price-list.ts'
import type { Use } from '@tenantry/local-cloud/core/use.ts'
import { beforeAll, expect, test } from 'vitest'
import { TOLD_ITEMS, trueCosts } from '../../acceptance/truth/count-costs.ts'
import { atMostEvery } from '../../support/at-most-every.ts'
import { patientClock } from '../../support/patient-clock.ts'
import { askAthena, TEMPLATE } from '../athena/athena-cloud.ts'
import { lambdaFunction, role, useCloud } from '../cloud.ts'
import { billExport, billPolicy } from './bill-export.ts'

// What is told of the account's use, and what is billed of it, come from the same work by two ways: their sums agree.

const clock = patientClock()
const told: Use[] = []
const cloud = useCloud({ clock, traceSampling: 1, onUse: (use) => told.push(use) })
const { result } = askAthena(cloud)
const arnOf = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] })

const SOURCE = `
  const { DynamoDBClient, PutItemCommand, GetItemCommand } = require('@aws-sdk/client-dynamodb')
  const client = new DynamoDBClient()
  exports.handler = async () => {
    console.log('x'.repeat(3000))
    const Item = { p: { S: 'a' }, text: { S: 'x'.repeat(2500) } }
    await client.send(new PutItemCommand({ TableName: 'things', Item }))
    await client.send(new GetItemCommand({ TableName: 'things', Key: { p: { S: 'a' } } }))
    return { statusCode: 200, body: '' }
  }`

const TRACED = { TracingConfig: { Mode: 'Active' } }

const template = {
  Resources: {
    ...TEMPLATE.Resources,
    Policy: billPolicy(),
    Export: billExport(),
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        TableName: 'things',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'p', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'p', KeyType: 'HASH' }],
      },
    },
    Role: role('lambda.amazonaws.com'),
    Function: lambdaFunction('f', SOURCE, { Architectures: ['arm64'], MemorySize: 512, Timeout: 30, ...TRACED }),
    Permission: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        ...{ Action: 'lambda:InvokeFunction', FunctionName: arnOf('Function') },
        Principal: 'apigateway.amazonaws.com',
      },
    },
    Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'shop' } },
    Method: {
      Type: 'AWS::ApiGateway::Method',
      Properties: {
        RestApiId: { Ref: 'Api' },
        ResourceId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
        ...{ HttpMethod: 'GET', AuthorizationType: 'NONE' },
        Integration: {
          ...{ Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST' },
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
      Properties: {
        ...{ RestApiId: { Ref: 'Api' }, DeploymentId: { Ref: 'Deployment' }, StageName: 'v1', TracingEnabled: true },
        AccessLogSetting: {
          DestinationArn: 'arn:aws:logs:us-east-1:000000000000:log-group:access',
          Format: '{"id":"$context.requestId"}',
        },
      },
    },
    Access: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: 'access' } },
  },
  Outputs: { Api: { Value: { Ref: 'Api' } } },
}

beforeAll(async () => {
  await cloud.deploy(template)
  const url = `${cloud.cloud.url}/execute-api/${cloud.cloud.output('test', 'Api')}/v1/`
  for (let n = 0; n < 3; n++) expect((await fetch(url)).status).toBe(200)
  // No request of a route: billed, and nobody's.
  expect((await fetch(`${url}none`)).status).toBe(403)
  await cloud.cloud.call('lambda', 'Invoke', { FunctionName: 'f', Payload: '{}' })
})

test('the truth of what was used and the bill agree, service by service', async () => {
  const costs = trueCosts(told, { tenantOfKey: new Map() })
  const truth = (service: string) =>
    costs.filter((cost) => cost.service === service).reduce((sum, { dollars }) => sum + dollars, 0)
  const types = TOLD_ITEMS.map((item) => `'${PRICE_LIST.prices[item].usageType}'`)
  const sql = `SELECT line_item_product_code AS service, sum(CAST(line_item_unblended_cost AS decimal(38, 12))) AS cost FROM bill
    WHERE line_item_usage_type IN (${types.join(', ')}) GROUP BY line_item_product_code ORDER BY 1`
  /** Services, with what their bills differ by. */
  const billed = async () =>
    (await result(sql))
      .split('\n')
      .slice(1, -1)
      .map((line) => {
        const [, service = '', , cost] = line.split('"')
        const off = Number(cost) - truth(service)
        // Lines of an environment's start are nobody's: they are billed, and told of no invocation.
        const agrees = service === 'AmazonCloudWatch' ? off >= 0 && off < 1e-6 : Math.abs(off) < 1e-11
        return agrees ? service : `${service} by ${off}`
      })
  const pass = atMostEvery(1_000, () => clock.leap(60_000))
  await expect
    .poll(() => {
      pass()
      return billed()
    })
    .toEqual(['AWSLambda', 'AWSXRay', 'AmazonApiGateway', 'AmazonCloudWatch', 'AmazonDynamoDB'])
})
