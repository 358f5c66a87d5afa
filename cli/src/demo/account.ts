import { APIGatewayClient } from '@aws-sdk/client-api-gateway'
import { CloudFormationClient } from '@aws-sdk/client-cloudformation'
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import type { Endpoints } from '../system/endpoints.ts'

/** The account administrator's clients: for what no API of the product does, such as placing an order in the past. */
export function account({ aws, region, credentials }: Endpoints) {
  const configuration = { region, credentials, ...(aws && { endpoint: aws }) }
  const dynamodb = new DynamoDBClient(configuration)
  return {
    dynamodb,
    cognito: new CognitoIdentityProviderClient(configuration),
    gateway: new APIGatewayClient(configuration),
    cloudformation: new CloudFormationClient(configuration),
    async tables(): Promise<string[]> {
      const names: string[] = []
      let after: string | undefined
      do {
        const page = await dynamodb.send(new ListTablesCommand({ ExclusiveStartTableName: after }))
        names.push(...(page.TableNames ?? []))
        after = page.LastEvaluatedTableName
      } while (after !== undefined)
      return names
    },
  }
}

export type Account = ReturnType<typeof account>
