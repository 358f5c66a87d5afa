import { CloudFormationClient, paginateListStackResources } from '@aws-sdk/client-cloudformation'
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { GetFunctionConfigurationCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { decodeAuthorizerContext } from '@tenantry/contracts/authorizer-context.ts'
import { QUEUE_PREFIX, STACKS } from '@tenantry/infra/names.ts'

export interface Credentials {
  accessKeyId: string
  secretAccessKey: string
  sessionToken?: string
}

interface ClientConfig {
  endpoint?: string
  region: string
  credentials: Credentials
  maxAttempts: number
}

/** For a client of one call's own. */
export const clientConfig = ({ aws, region }: Endpoints, credentials: Credentials): ClientConfig => ({
  // Only a local cloud needs telling where it is.
  ...(aws && { endpoint: aws }),
  region,
  credentials,
  maxAttempts: 1,
})

const clients = new Map<string, object>()

/**
 * The SDK client by which somebody reaches the system; without credentials, its administrator. Each has one, because a suite of many thousand
 * calls would spend most of its time on making clients and connections.
 */
export function clientAs<C extends object>(
  Client: new (config: ClientConfig) => C,
  endpoints: Endpoints,
  credentials: Credentials = endpoints.credentials,
): C {
  const key = JSON.stringify([Client.name, endpoints.aws, credentials])
  const known = clients.get(key)
  if (known instanceof Client) return known
  const client = new Client(clientConfig(endpoints, credentials))
  clients.set(key, client)
  return client
}

interface Resource {
  type: string
  /** The name of its construct: the CDK appends eight digits. */
  construct: string
  name: string
}

/** The account as its administrator sees it. */
export function accountOf(endpoints: Endpoints) {
  const lambda = clientAs(LambdaClient, endpoints)
  const dynamodb = clientAs(DynamoDBClient, endpoints)
  let listed: Promise<Resource[]> | null = null
  const constructs = async (type: string): Promise<Resource[]> => {
    listed ??= resourcesOf(endpoints)
    return (await listed).filter((one) => one.type === type)
  }
  const functions = () => constructs('AWS::Lambda::Function')
  /** The physical name of one of the app plane's functions. */
  const functionNamed = async (construct: string): Promise<string> => {
    const found = (await functions()).find((one) => one.construct === construct)
    if (!found) throw new Error(`The app plane has no function ${construct}.`)
    return found.name
  }
  const tables = async (): Promise<string[]> => {
    const { TableNames = [] } = await dynamodb.send(new ListTablesCommand({}))
    return TableNames.filter((name) => name.startsWith('tenantry-'))
  }
  /** Calls one of the app plane's functions, by the name of its construct. */
  const invoke = async (construct: string, payload: object) => {
    const FunctionName = await functionNamed(construct)
    const { Payload } = await lambda.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(payload) }))
    return JSON.parse(new TextDecoder().decode(Payload))
  }
  const contextOf = async (token: string, authorizer: string): Promise<Record<string, string>> => {
    const { context } = await invoke(authorizer, {
      type: 'TOKEN',
      authorizationToken: `Bearer ${token}`,
      methodArn: `arn:aws:execute-api:${endpoints.region}:${endpoints.accountId}:api/v1/GET/me`,
    })
    return context
  }
  return {
    dynamodb,
    cognito: clientAs(CognitoIdentityProviderClient, endpoints),
    invoke,
    tables,
    /** A function's variables: they name what it works with. */
    async environmentOf(construct: string): Promise<Record<string, string>> {
      const FunctionName = await functionNamed(construct)
      const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }))
      return Environment?.Variables ?? {}
    },
    async table(part: string): Promise<string> {
      const found = (await tables()).filter((name) => name.includes(part))
      if (found.length !== 1 || !found[0]) throw new Error(`${found.length} tables are called ${part}: ${found}`)
      return found[0]
    },
    /** URLs of all queues of the system, by their names. */
    async queues(): Promise<[name: string, url: string][]> {
      const client = clientAs(SQSClient, endpoints)
      const { QueueUrls = [] } = await client.send(new ListQueuesCommand({ QueueNamePrefix: QUEUE_PREFIX }))
      return QueueUrls.map((url) => [url.split('/').at(-1) ?? '', url])
    },
    /** The app plane's roles, by the names of their constructs. */
    roles: async (): Promise<string[]> => (await constructs('AWS::IAM::Role')).map(({ construct }) => construct),
    async hasFunction(construct: string): Promise<boolean> {
      return (await functions()).some((one) => one.construct === construct)
    },
    /** What an authorizer tells the functions of a real token's bearer. */
    contextOf,
    /** The session in it: what a thief inside a function would hold. */
    async vendedSession(token: string, authorizer: string): Promise<Credentials> {
      const { credentials } = decodeAuthorizerContext(await contextOf(token, authorizer))
      if (!credentials) throw new Error(`The ${authorizer} vends no session.`)
      return credentials
    },
  }
}
export type Account = ReturnType<typeof accountOf>

/** The app plane's resources: on AWS their physical names are cut. */
async function resourcesOf(endpoints: Endpoints): Promise<Resource[]> {
  const client = clientAs(CloudFormationClient, endpoints)
  const found: Resource[] = []
  for await (const page of paginateListStackResources({ client }, { StackName: STACKS.appPlane })) {
    for (const {
      ResourceType: type = '',
      LogicalResourceId = '',
      PhysicalResourceId: name = '',
    } of page.StackResourceSummaries ?? [])
      found.push({ type, construct: LogicalResourceId.replace(/[0-9A-F]{8}$/, ''), name })
  }
  return found
}
