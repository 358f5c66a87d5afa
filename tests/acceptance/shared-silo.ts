import { APIGatewayClient, GetUsagePlansCommand, UpdateUsagePlanCommand } from '@aws-sdk/client-api-gateway'
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation'
import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { marshall } from '@aws-sdk/util-dynamodb'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { siloStackName, siloTemplateName } from '@tenantry/contracts/deployment.ts'
import { BASE_PARAMETERS, POOL_PARAMETERS, RELEASE_PARAMETERS } from '@tenantry/infra/names.ts'

/** What a move does for where a tenant is served, by the account's administrator: a silo whose people stay in the pool, and the switch of the directory. */
export function sharedSilos({ aws: endpoint, region, credentials }: Endpoints) {
  const account = { endpoint, region, credentials }
  const ssm = new SSMClient(account)
  const parameter = async (Name: string) => (await ssm.send(new GetParameterCommand({ Name }))).Parameter?.Value ?? ''

  async function make(tenantId: string) {
    const parameters = {
      TenantId: tenantId,
      ToolkitLayer: await parameter(RELEASE_PARAMETERS.toolkitLayer),
      DirectoryTable: await parameter(POOL_PARAMETERS.directoryTable),
      ExportsBucket: await parameter(POOL_PARAMETERS.exportsBucket),
      ApiDomain: await parameter(BASE_PARAMETERS.apiDomain),
      MailFrom: await parameter(POOL_PARAMETERS.mailFrom),
      SharedUserPoolId: await parameter(POOL_PARAMETERS.userPoolId),
      SharedClientId: await parameter(POOL_PARAMETERS.clientId),
      ...(JSON.parse(await parameter(POOL_PARAMETERS.sharedPeople)) as Record<string, string>),
    }
    const formation = new CloudFormationClient(account)
    const StackName = siloStackName(tenantId)
    await formation.send(
      new CreateStackCommand({
        StackName,
        TemplateURL: `${await parameter(RELEASE_PARAMETERS.templates)}${siloTemplateName('shared')}`,
        RoleARN: await parameter(RELEASE_PARAMETERS.provisioner),
        Capabilities: ['CAPABILITY_IAM'],
        Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
          ParameterKey,
          ParameterValue,
        })),
      }),
    )
    await waitUntilStackCreateComplete({ client: formation, maxWaitTime: 300, minDelay: 1 }, { StackName })
    const { Stacks = [] } = await formation.send(new DescribeStacksCommand({ StackName }))
    const outputs: Record<string, string> = Object.fromEntries(
      (Stacks[0]?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
    )
    const deployment = {
      kind: 'silo',
      stack: StackName,
      apiUrl: String(outputs.ApiUrl),
      userPoolId: String(outputs.UserPoolId),
      clientId: String(outputs.ClientId),
      identity: 'shared',
      apiId: String(outputs.ApiStage).split(':')[0],
    }
    return { outputs, deployment }
  }

  /** Puts the silo's stage on every plan, and says in the directory that the tenant is served there. */
  async function serveFrom(tenantId: string, deployment: object, stage: string): Promise<void> {
    const gateway = new APIGatewayClient(account)
    const { items = [] } = await gateway.send(new GetUsagePlansCommand({}))
    for (const { id } of items) {
      const patchOperations = [{ op: 'add' as const, path: '/apiStages', value: stage }]
      await gateway.send(new UpdateUsagePlanCommand({ usagePlanId: id, patchOperations }))
    }
    await new DynamoDBClient(account).send(
      new UpdateItemCommand({
        TableName: await parameter(POOL_PARAMETERS.directoryTable),
        Key: { tenantId: { S: tenantId } },
        UpdateExpression: 'SET deployment = :deployment',
        ExpressionAttributeValues: marshall({ ':deployment': deployment }),
      }),
    )
  }

  return { make, serveFrom }
}
