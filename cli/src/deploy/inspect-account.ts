import type { CloudFormationClient, Stack } from '@aws-sdk/client-cloudformation'
import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation'
import { GetParameterCommand, ParameterNotFound, type SSMClient } from '@aws-sdk/client-ssm'
import type { ApiDomain } from './plan-api-domain.ts'

/** https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-customizing.html */
const BOOTSTRAP = '/cdk-bootstrap/hnb659fds/version'

export async function isBootstrapped(client: SSMClient): Promise<boolean> {
  try {
    await client.send(new GetParameterCommand({ Name: BOOTSTRAP }))
    return true
  } catch (error) {
    if (error instanceof ParameterNotFound) return false
    throw error
  }
}

/** The value with which a stack is deployed; null where it is not, or was never made completely. */
export async function deployedParameter(
  client: CloudFormationClient,
  stack: string,
  name: string,
): Promise<string | null> {
  const found = await deployedStack(client, stack)
  return found?.Parameters?.find(({ ParameterKey }) => ParameterKey === name)?.ParameterValue ?? null
}

/** What a stack says of itself; null where it is not, or says nothing of the kind. */
export async function deployedOutput(
  client: CloudFormationClient,
  stack: string,
  name: string,
): Promise<string | null> {
  const found = await deployedStack(client, stack)
  return found?.Outputs?.find(({ OutputKey }) => OutputKey === name)?.OutputValue ?? null
}

async function deployedStack(client: CloudFormationClient, stack: string): Promise<Stack | null> {
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: stack }))
    const [found] = Stacks
    if (!found || /^(REVIEW_IN_PROGRESS|ROLLBACK_COMPLETE|DELETE_COMPLETE)$/.test(found.StackStatus ?? '')) return null
    return found
  } catch (error) {
    // CloudFormation has no code of its own for a stack that is not there.
    if (error instanceof Error && /does not exist/.test(error.message)) return null
    throw error
  }
}

/** The API domain that is deployed; null without one. */
export async function deployedDomain(client: CloudFormationClient): Promise<ApiDomain | null> {
  const name = await deployedParameter(client, 'tenantry-base', 'ApiDomain')
  const certificateArn = await deployedParameter(client, 'tenantry-base', 'ApiCertificate')
  return name && certificateArn ? { name, certificateArn } : null
}
