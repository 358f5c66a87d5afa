import { CloudFormationClient, ListStacksCommand } from '@aws-sdk/client-cloudformation'
import { DynamoDBClient, paginateListTables } from '@aws-sdk/client-dynamodb'
import { IAMClient, paginateListRoles } from '@aws-sdk/client-iam'
import { LambdaClient, paginateListFunctions } from '@aws-sdk/client-lambda'
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { siloStackName } from '@tenantry/contracts/deployment.ts'

/** The names of everything that belongs to a tenant's silo. */
export async function leftOfSilo(
  account: {
    endpoint: string
    region: string
    credentials: Endpoints['credentials']
    /** How far the system's clock is ahead of this one. */
    systemClockOffset?: number
  },
  tenantId: string,
): Promise<string[]> {
  const name = siloStackName(tenantId)
  const { StackSummaries = [] } = await new CloudFormationClient(account).send(new ListStacksCommand({}))
  const names: (string | undefined)[] = []
  for await (const { TableNames = [] } of paginateListTables({ client: new DynamoDBClient(account) }, {}))
    names.push(...TableNames)
  for await (const { Roles = [] } of paginateListRoles({ client: new IAMClient(account) }, {}))
    names.push(...Roles.map(({ RoleName }) => RoleName))
  for await (const { Functions = [] } of paginateListFunctions({ client: new LambdaClient(account) }, {}))
    names.push(...Functions.map(({ FunctionName }) => FunctionName))
  const { QueueUrls = [] } = await new SQSClient(account).send(new ListQueuesCommand({ QueueNamePrefix: name }))
  return [
    ...StackSummaries.filter(({ StackStatus }) => StackStatus !== 'DELETE_COMPLETE').map(({ StackName }) => StackName),
    ...names,
    ...QueueUrls.map((url) => url.split('/').at(-1)),
  ].flatMap((one) => (one?.startsWith(name) ? [one] : []))
}
