import { type APIGatewayClient, GetAccountCommand } from '@aws-sdk/client-api-gateway'

/**
 * The role by which API Gateway writes logs, which an account has one of in each Region; null where nobody has set one.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 */
export async function loggingRole(client: APIGatewayClient): Promise<string | null> {
  return (await client.send(new GetAccountCommand({}))).cloudwatchRoleArn || null
}
