import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { type FunctionConfiguration, InvokeCommand, LambdaClient, paginateListFunctions } from '@aws-sdk/client-lambda'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'

export interface Credentials {
  accessKeyId: string
  secretAccessKey: string
  sessionToken?: string
}

/** What an SDK client needs to reach the system as somebody; without credentials, as its administrator. */
export const clientOf = (endpoints: Endpoints, credentials: Credentials = endpoints.credentials) => ({
  // Only a local cloud needs telling where it is.
  ...(endpoints.aws && { endpoint: endpoints.aws }),
  region: endpoints.region,
  credentials,
  maxAttempts: 1,
})

/** The account as its administrator sees it. */
export function accountOf(endpoints: Endpoints) {
  const lambda = new LambdaClient(clientOf(endpoints))
  const dynamodb = new DynamoDBClient(clientOf(endpoints))

  /** The physical name of the one function or table whose name has this part. */
  const named = (names: (string | undefined)[], part: string): string => {
    const found = names.filter((name) => name?.includes(part))
    if (found.length !== 1 || !found[0]) throw new Error(`${found.length} names contain ${part}: ${names}`)
    return found[0]
  }
  const functionNamed = async (part: string): Promise<FunctionConfiguration | undefined> => {
    const functions: FunctionConfiguration[] = []
    for await (const page of paginateListFunctions({ client: lambda }, {})) functions.push(...(page.Functions ?? []))
    const name = named(
      functions.map(({ FunctionName }) => FunctionName),
      part,
    )
    return functions.find(({ FunctionName }) => FunctionName === name)
  }
  const invoke = async (part: string, payload: object) => {
    const { FunctionName } = (await functionNamed(part)) ?? {}
    const { Payload } = await lambda.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(payload) }))
    return JSON.parse(new TextDecoder().decode(Payload))
  }
  return {
    dynamodb,
    cognito: new CognitoIdentityProviderClient(clientOf(endpoints)),
    invoke,
    /** A function's variables: they name what it works with. */
    environmentOf: async (part: string) => (await functionNamed(part))?.Environment?.Variables ?? {},
    async table(part: string): Promise<string> {
      const { TableNames = [] } = await dynamodb.send(new ListTablesCommand({}))
      return named(TableNames, part)
    },
    async tables(): Promise<string[]> {
      const { TableNames = [] } = await dynamodb.send(new ListTablesCommand({}))
      return TableNames.filter((name) => name.startsWith('tenantry-'))
    },
    /** The session that the authorizer vends for a real token: what a thief inside a service would hold. */
    async vendedSession(token: string): Promise<Credentials> {
      const { context } = await invoke('app-plane-Authorizer', {
        type: 'TOKEN',
        authorizationToken: `Bearer ${token}`,
        methodArn: `arn:aws:execute-api:${endpoints.region}:${endpoints.accountId}:api/v1/GET/products`,
      })
      return JSON.parse(context.credentials)
    },
  }
}
export type Account = ReturnType<typeof accountOf>
