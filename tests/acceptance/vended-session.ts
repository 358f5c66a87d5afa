import { InvokeCommand, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { decodeAuthorizerContext, type SessionCredentials } from '@tenantry/contracts/authorizer-context.ts'

/** The session that an authorizer vends for a real token: for services, or for the people of a tenant. */
export async function vendedSession(
  { aws, region, accountId, credentials }: Endpoints,
  token: string,
  authorizerName: 'Authorizer' | 'PeopleAuthorizer' = 'Authorizer',
): Promise<SessionCredentials> {
  const lambda = new LambdaClient({ endpoint: aws, region, credentials })
  const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}))
  const authorizer = Functions.find((fn) => fn.FunctionName?.includes(`app-plane-${authorizerName}`))?.FunctionName
  const { Payload } = await lambda.send(
    new InvokeCommand({
      FunctionName: authorizer,
      Payload: JSON.stringify({
        type: 'TOKEN',
        authorizationToken: `Bearer ${token}`,
        methodArn: `arn:aws:execute-api:${region}:${accountId}:api/v1/GET/me`,
      }),
    }),
  )
  const result = JSON.parse(new TextDecoder().decode(Payload))
  const { credentials: session } = decodeAuthorizerContext(result.context)
  if (!session) throw new Error('The authorizer vended no session')
  return session
}
