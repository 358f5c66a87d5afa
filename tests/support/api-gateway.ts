import { DatabaseSync } from 'node:sqlite'
import { APIGatewayClient } from '@aws-sdk/client-api-gateway'
import type { Pace } from '@tenantry/local-cloud/apigateway/paced.ts'
import { apiGatewayService } from '@tenantry/local-cloud/apigateway/service.ts'
import { movableClock } from '@tenantry/local-cloud/core/clock.ts'
import type { CloudContext } from '@tenantry/local-cloud/core/cloud-context.ts'
import { randomIds } from '@tenantry/local-cloud/core/ids.ts'
import type { Deployed, ResourceType } from '@tenantry/local-cloud/core/resource-type.ts'
import { type AroundCall, inProcessAws } from './in-process-aws.ts'

/** The local cloud's API Gateway, in memory and on a clock that is moved, behind a real client; it has one API with a stage, as the pool has. */
export function testApiGateway({ pace, around }: { pace?: Pace; around?: AroundCall } = {}) {
  const clock = movableClock()
  const context: CloudContext = {
    accountId: '000000000000',
    region: 'us-east-1',
    database: new DatabaseSync(':memory:'),
    dataDir: '/nowhere',
    clock,
    ids: randomIds,
    endpoint: () => '',
    log() {},
  }
  const functions = { invoke: () => Promise.reject(new Error('no functions')), invokeLater() {} }
  const service = apiGatewayService({ context, functions, logs: { async put() {} }, pace })
  const client = new APIGatewayClient(inProcessAws([service.api], around).config)
  const types = apiGatewayService({ context, functions, logs: { async put() {} } }).resourceTypes
  const stage = deployStage(types, 'pool')
  const callAt = (at: string, key: string, times: number) => callStage(service.answer, at, key, times)
  return {
    clock,
    client,
    stage,
    call: (key: string, times: number) => callAt(stage, key, times),
    /** `<api id>:<stage>` of another API. */
    deploy: (name: string, stageName: string) => deployStage(types, name, stageName),
    callAt,
  }
}

type Answer = ReturnType<typeof apiGatewayService>['answer']

/** Sends requests to a stage by an API key, one after the other; answers their statuses. */
export async function callStage(answer: Answer, stage: string, apiKey: string, times: number): Promise<number[]> {
  const statuses: number[] = []
  for (let n = 0; n < times; n++) {
    const response = await answer({
      method: 'GET',
      url: `/execute-api/${stage.replace(':', '/')}/`,
      headers: { 'x-api-key': [apiKey] },
      headerNames: { 'x-api-key': 'x-api-key' },
      body: Buffer.from(''),
      sourceIp: '127.0.0.1',
    })
    statuses.push(response?.status ?? 0)
  }
  return statuses
}

/** `<api id>:<stage>` of a new API. */
export function deployStage(types: ResourceType[], name: string, StageName = 'v1'): string {
  const create = (type: string, properties: object) => {
    const found = types.find((one) => one.type === `AWS::ApiGateway::${type}`)
    if (!found) throw new Error(type)
    const context = { stackName: name, stackId: name, logicalId: type, physicalName: () => `${name}-${type}` }
    return found.create(found.properties.parse(properties), context) as Deployed
  }
  const { physicalId: RestApiId, attributes } = create('RestApi', { Name: name })
  create('Method', {
    RestApiId,
    ResourceId: attributes.RootResourceId,
    HttpMethod: 'GET',
    AuthorizationType: 'NONE',
    ApiKeyRequired: true,
    Integration: {
      Type: 'MOCK',
      RequestTemplates: { 'application/json': '{"statusCode":200}' },
      IntegrationResponses: [{ StatusCode: '200' }],
    },
    MethodResponses: [{ StatusCode: '200' }],
  })
  const DeploymentId = create('Deployment', { RestApiId }).ref
  create('Stage', { RestApiId, DeploymentId, StageName })
  return `${RestApiId}:${StageName}`
}
