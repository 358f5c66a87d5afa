import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { account } from './account.ts'

/** Creates, through the API, a stack of the resources that a writer needs, and gives its outputs. */
export async function createStack(
  endpoints: Endpoints,
  StackName: string,
  template: { Resources: object; Outputs: object },
): Promise<Record<string, string>> {
  const client = new CloudFormationClient(account(endpoints))
  const Capabilities: 'CAPABILITY_IAM'[] = ['CAPABILITY_IAM']
  await client.send(new CreateStackCommand({ StackName, TemplateBody: JSON.stringify(template), Capabilities }))
  await waitUntilStackCreateComplete({ client, maxWaitTime: 60, minDelay: 1, maxDelay: 1 }, { StackName })
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }))
  return Object.fromEntries(
    (Stacks?.[0]?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
  )
}
