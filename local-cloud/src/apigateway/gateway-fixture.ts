import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { AwsError } from '../core/aws-error.ts'
import { movableClock } from '../core/clock.ts'
import type { CloudContext } from '../core/cloud-context.ts'
import type { HttpRequest } from '../core/cloud-service.ts'
import { openDatabase } from '../core/database.ts'
import type { Functions } from '../core/faces.ts'
import { randomIds } from '../core/ids.ts'
import type { Principal } from '../core/principal.ts'
import type { Deployed } from '../core/resource-type.ts'
import { runOperation } from '../core/run-operation.ts'
import { type Call, operationsOf } from '../core/service.ts'
import { apiGatewayService } from './service.ts'

// biome-ignore lint/suspicious/noExplicitAny: tests look into events and outputs as they are
type Json = any

export interface Invoked {
  event: Json
  caller: Principal
}

export const functionArn = (name: string) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`
export const lambdaUri = (name: string) =>
  `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${functionArn(name)}/invocations`

/** For tests: API Gateway over a fresh data folder, fake functions and a clock that is moved. */
export function testGateway(pace: 'unlimited' | 'aws' = 'unlimited') {
  const dataDir = mkdtempSync(join(tmpdir(), 'apigateway-'))
  const database = openDatabase(dataDir)
  onTestFinished(() => database.close())
  const clock = movableClock()
  const said: string[] = []
  const context: CloudContext = {
    accountId: '000000000000',
    region: 'us-east-1',
    database,
    dataDir,
    clock,
    ids: randomIds,
    endpoint: () => 'http://127.0.0.1:4566',
    log: (line) => said.push(line),
  }
  const handlers = new Map<string, (event: Json) => unknown>()
  const invoked: Record<string, Invoked[]> = {}
  const functions: Functions = {
    async invoke(arn, payload, caller) {
      const name = arn.split(':').at(-1) ?? ''
      const handler = handlers.get(name)
      if (!handler) throw new AwsError('ResourceNotFoundException', `Function not found: ${arn}`, 404)
      const event = JSON.parse(payload)
      invoked[name] = [...(invoked[name] ?? []), { event, caller }]
      try {
        return { requestId: `request of ${name}`, payload: JSON.stringify(await handler(event)) }
      } catch (error) {
        if (error instanceof AwsError) throw error
        const text = JSON.stringify({ errorType: 'Error', errorMessage: (error as Error).message, trace: [] })
        return { requestId: `request of ${name}`, payload: text, functionError: 'Unhandled' }
      }
    },
    invokeLater() {},
  }
  const logged: { group: string; message: string }[] = []
  const start = () =>
    apiGatewayService({
      context,
      functions,
      logs: {
        async put(group, _stream, lines) {
          for (const { message } of lines) logged.push({ group, message })
        },
      },
      pace,
    })
  let service = start()
  const typeOf = (name: string) => {
    const found = service.resourceTypes.find(({ type }) => type === `AWS::ApiGateway::${name}`)
    if (!found) throw new Error(name)
    return found
  }
  const contextOf = (logicalId: string) => ({
    stackName: 'test',
    stackId: 'stack-id',
    logicalId,
    physicalName: () => `test-${logicalId}`,
  })

  return {
    clock,
    context,
    handlers,
    invoked,
    logged,
    said,
    restart() {
      service = start()
    },
    create(type: string, logicalId: string, properties: object): Deployed {
      const { properties: schema, create } = typeOf(type)
      return create(schema.parse(properties), contextOf(logicalId)) as Deployed
    },
    update(type: string, logicalId: string, current: Deployed, before: object, after: object): Deployed {
      const { properties: schema, update } = typeOf(type)
      return update(schema.parse(after), current, schema.parse(before), contextOf(logicalId)) as Deployed
    },
    remove(type: string, logicalId: string, current: Deployed): void {
      typeOf(type).delete(current, contextOf(logicalId))
    },
    /** Runs an operation as if it were allowed. */
    call(name: string, input: object): Json {
      return runOperation(service.api, name, input, {} as Call)
    },
    accesses(name: string, input: object) {
      const operation = operationsOf(service.api)[name]
      return typeof operation?.access === 'function' ? operation.access(input, {} as Call) : []
    },
    /** Sends a request to stage `v1`. */
    async send(apiId: string, method: string, url: string, options: SendOptions = {}) {
      const response = await service.answer({
        method,
        url: `/execute-api/${apiId}/v1${url}`,
        headers: Object.fromEntries(
          Object.entries(options.headers ?? {}).map(([name, value]) => [name.toLowerCase(), [value].flat()]),
        ),
        headerNames: Object.fromEntries(Object.keys(options.headers ?? {}).map((name) => [name.toLowerCase(), name])),
        body: Buffer.from(options.body ?? ''),
        sourceIp: '127.0.0.1',
      })
      if (!response) throw new Error(`no stage is served at ${url}`)
      const text = response.body.toString()
      const json = (): Json => JSON.parse(text)
      return { status: response.status, headers: response.headers, text, json }
    },
    answer: (request: HttpRequest) => service.answer(request),
  }
}

interface SendOptions {
  headers?: Record<string, string | string[]>
  body?: string | Buffer
}

export type TestGateway = ReturnType<typeof testGateway>

export interface Route {
  path: string
  verb: string
  function?: string
  /** Instead of a function. */
  integration?: object
  methodResponses?: object[]
  authorizer?: string
  apiKeyRequired?: boolean
}

export interface ApiOptions {
  routes: Route[]
  api?: object
  authorizers?: Record<string, object>
  gatewayResponses?: object[]
  stage?: object
  deploymentId?: string
}

/** For tests: an API with its resources, methods, deployment and stage `v1`, through the resource types. */
export function deployApi(gateway: TestGateway, options: ApiOptions): string {
  const api = gateway.create('RestApi', 'Api', { Name: 'api', ...options.api })
  const RestApiId = api.physicalId
  const refs: Record<string, string> = {}
  for (const [name, properties] of Object.entries(options.authorizers ?? {})) {
    refs[name] = gateway.create('Authorizer', name, { RestApiId, Name: name, ...properties }).ref ?? ''
  }
  for (const response of options.gatewayResponses ?? []) {
    const { ResponseType } = response as { ResponseType: string }
    gateway.create('GatewayResponse', ResponseType, { RestApiId, ...response })
  }
  const paths: Record<string, string> = { '': api.attributes.RootResourceId as string }
  for (const route of options.routes) addRoute(gateway, RestApiId, paths, refs, route)
  const deployment = gateway.create('Deployment', options.deploymentId ?? 'Deployment', { RestApiId })
  gateway.create('Stage', 'Stage', { RestApiId, DeploymentId: deployment.ref, StageName: 'v1', ...options.stage })
  return RestApiId
}

/** The id of an API's root, as `Fn::GetAtt` gives it: a resource that is created again stays as it is. */
export const rootOf = (gateway: TestGateway, api: string): unknown =>
  gateway.update('RestApi', 'Api', { physicalId: api, attributes: {} }, { Name: 'api' }, { Name: 'api' }).attributes
    .RootResourceId

function addRoute(
  gateway: TestGateway,
  RestApiId: string,
  paths: Record<string, string>,
  authorizers: Record<string, string>,
  route: Route,
) {
  let path = ''
  for (const PathPart of route.path.split('/').filter(Boolean)) {
    const ParentId = paths[path]
    path += `/${PathPart}`
    paths[path] ??= gateway.create('Resource', `Resource${path}`, { RestApiId, ParentId, PathPart }).ref ?? ''
  }
  const lambda = { Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST', Uri: lambdaUri(route.function ?? 'fn') }
  gateway.create('Method', `Method${path}${route.verb}`, {
    RestApiId,
    ResourceId: paths[path],
    HttpMethod: route.verb,
    AuthorizationType: route.authorizer ? 'CUSTOM' : 'NONE',
    ...(route.authorizer && { AuthorizerId: authorizers[route.authorizer] }),
    ...(route.apiKeyRequired && { ApiKeyRequired: true }),
    Integration: route.integration ?? lambda,
    ...(route.methodResponses && { MethodResponses: route.methodResponses }),
  })
}
