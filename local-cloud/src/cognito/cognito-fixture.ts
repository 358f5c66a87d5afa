import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DatabaseSync } from 'node:sqlite'
import { AwsError } from '../core/aws-error.ts'
import { movableClock } from '../core/clock.ts'
import type { CloudContext } from '../core/cloud-context.ts'
import type { Functions, Invocation } from '../core/faces.ts'
import { randomIds } from '../core/ids.ts'
import type { Principal } from '../core/principal.ts'
import { runOperation } from '../core/run-operation.ts'
import { operationsOf } from '../core/service.ts'
import { mailService } from '../mail/service.ts'
import { cognitoService } from './service.ts'
import { TOKENS_PATH } from './sign-in/serve-tokens.ts'

// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
type Answer = any

/** A trigger event, as the fake functions see it. */
export interface TriggerCall {
  functionArn: string
  event: Answer
  caller: Principal
}

/** Cognito and the outbox on an in-memory database, for tests; `trigger` plays every Lambda function. */
export function testCognito(
  options: { trigger?: (event: Answer) => unknown; database?: DatabaseSync; isInSandbox?: boolean } = {},
) {
  const clock = movableClock(Date.now())
  const context: CloudContext = {
    accountId: '000000000000',
    region: 'us-east-1',
    database: options.database ?? new DatabaseSync(':memory:'),
    dataDir: '',
    clock,
    ids: randomIds,
    endpoint: () => '',
    log: () => {},
  }
  const calls: TriggerCall[] = []
  const functions: Functions = {
    async invoke(functionArn, payload, caller): Promise<Invocation> {
      const event = JSON.parse(payload)
      calls.push({ functionArn, event, caller })
      try {
        return { requestId: 'r', payload: JSON.stringify(await options.trigger?.(event)) }
      } catch (error) {
        const errorMessage = error instanceof Error ? error.message : ''
        return { requestId: 'r', payload: JSON.stringify({ errorMessage }), functionError: 'Unhandled' }
      }
    },
    invokeLater() {},
  }
  const { outbox, ses, resourceTypes: mailTypes } = mailService({ context, isInSandbox: options.isInSandbox })
  const root: Principal = {
    kind: 'root',
    arn: 'arn:aws:iam::000000000000:root',
    accountId: '000000000000',
    accessKeyId: 'A',
  }
  const {
    api,
    resourceTypes: ownTypes,
    answer,
  } = cognitoService({
    context,
    functions,
    outbox,
    ses,
    iam: { authenticate: () => root },
  })
  const resourceTypes = [...ownTypes, ...mailTypes]
  const operations = operationsOf(api)

  async function call(operation: string, input: object): Promise<Answer> {
    const found = operations[operation]
    if (!found) throw new Error(`no operation ${operation}`)
    const request = { principal: { kind: 'anonymous' } as const, requestId: 'r', sourceIp: '::1', headers: {} }
    if (found.access !== 'public') found.access(input, request)
    return await runOperation(api, operation, input, request)
  }

  /** What Cognito answers itself over HTTP, whoever asks being the account. */
  async function ask(method: string, url: string, body = ''): Promise<Answer> {
    const headers = { host: ['127.0.0.1:4566'] }
    const request = { method, url, headers, headerNames: {}, body: Buffer.from(body), sourceIp: '127.0.0.1' }
    const found = await answer(request)
    const value = JSON.parse(String(found?.body))
    if (found?.status !== 200) throw new AwsError(value.code, value.message, found?.status)
    return value
  }
  const jwks = (userPoolId: string): Promise<{ keys: object[] }> => ask('GET', `/${userPoolId}/.well-known/jwks.json`)
  const tokensWithoutPassword = (input: object): Promise<Answer> => ask('POST', TOKENS_PATH, JSON.stringify(input))

  /** Creates a resource as a deployment does, and answers what `Ref` gives. */
  async function create(type: string, properties: object, logicalId = type): Promise<string> {
    const definition = resourceTypes.find((candidate) => candidate.type === type)
    if (!definition) throw new Error(`no type ${type}`)
    const resource = { stackName: 's', stackId: 'stack/1', logicalId, physicalName: () => `s-${logicalId}` }
    const deployed = await definition.create(definition.properties.parse(properties), resource)
    return deployed.ref ?? deployed.physicalId
  }
  return { context, clock, calls, outbox, api, operations, resourceTypes, jwks, tokensWithoutPassword, call, create }
}

export type TestCognito = ReturnType<typeof testCognito>

/** A pool and a client as CDK emits them for sign-in by e-mail, with what a test changes. */
export async function testPool(cloud: TestCognito, pool: object = {}, client: object = {}) {
  const userPoolId = await cloud.create('AWS::Cognito::UserPool', {
    UsernameAttributes: ['email'],
    AutoVerifiedAttributes: ['email'],
    UsernameConfiguration: { CaseSensitive: false },
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
    Policies: { PasswordPolicy: { MinimumLength: 8, RequireNumbers: true } },
    ...pool,
  })
  const clientId = await cloud.create('AWS::Cognito::UserPoolClient', {
    UserPoolId: userPoolId,
    ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH'],
    PreventUserExistenceErrors: 'ENABLED',
    RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 30 },
    SupportedIdentityProviders: ['COGNITO'],
    ...client,
  })
  return { userPoolId, clientId }
}

/** A confirmed user with a verified address; answers the sub. */
export async function testUser(cloud: TestCognito, userPoolId: string, email: string, password: string) {
  const attributes = { email, email_verified: 'true' }
  const { User } = await cloud.call('AdminCreateUser', {
    UserPoolId: userPoolId,
    Username: email,
    UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
    MessageAction: 'SUPPRESS',
  })
  const input = { UserPoolId: userPoolId, Username: email, Password: password, Permanent: true }
  await cloud.call('AdminSetUserPassword', input)
  return User.Username
}

/** Serves the operations over HTTP as Amplify calls them. */
export async function serve(cloud: TestCognito): Promise<{ url: string; close(): void }> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? ''
    const answer = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' })
      response.end(JSON.stringify(body))
    }
    try {
      answer(200, await cloud.call(operation, JSON.parse(Buffer.concat(chunks).toString())))
    } catch (error) {
      if (error instanceof AwsError) answer(error.status, { __type: error.code, message: error.message })
      else answer(500, { __type: 'InternalErrorException', message: String(error) })
    }
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo // a TCP server's address is no pipe
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() }
}
