import { InvokeCommand, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'

/** The session that the authorizer vends for a real token. */
export async function vendedSession({ aws, region, accountId, credentials }: Endpoints, token: string) {
  const lambda = new LambdaClient({ endpoint: aws, region, credentials })
  const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}))
  const authorizer = Functions.find((fn) => fn.FunctionName?.includes('app-plane-Authorizer'))?.FunctionName
  const { Payload } = await lambda.send(
    new InvokeCommand({
      FunctionName: authorizer,
      Payload: JSON.stringify({
        type: 'TOKEN',
        authorizationToken: `Bearer ${token}`,
        methodArn: `arn:aws:execute-api:${region}:${accountId}:api/v1/GET/products`,
      }),
    }),
  )
  const result = JSON.parse(new TextDecoder().decode(Payload))
  return JSON.parse(result.context.credentials)
}
