import { CloudFormationClient, CreateStackCommand, waitUntilStackCreateComplete } from '@aws-sdk/client-cloudformation'
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'

/** What the names of such functions begin with. They leave no logs: a role writes those of its own functions alone. */
export const ROLE_PROBE = 'role-probe-'

export interface RoleCredentials {
  accessKeyId: string
  secretAccessKey: string
  sessionToken: string
}

const CODE = `exports.handler = async () => ({
  accessKeyId: process.env.AWS_ACCESS_KEY_ID,
  secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY,
  sessionToken: process.env.AWS_SESSION_TOKEN,
})`

/** The credentials of roles that only Lambda may assume, as code inside a function has them: a function of the account's administrator tells them. */
export async function roleCredentials(
  { aws: endpoint, region, credentials }: Endpoints,
  roleArns: string[],
): Promise<RoleCredentials[]> {
  const cloudFormation = new CloudFormationClient({ endpoint, region, credentials })
  const lambda = new LambdaClient({ endpoint, region, credentials })
  const nameOf = (index: number) => `${ROLE_PROBE}${index}`
  const Resources = Object.fromEntries(
    roleArns.map((Role, index) => [
      `Probe${index}`,
      {
        Type: 'AWS::Lambda::Function',
        Properties: {
          FunctionName: nameOf(index),
          Role,
          Runtime: 'nodejs24.x',
          Handler: 'index.handler',
          Code: { ZipFile: CODE },
        },
      },
    ]),
  )
  const StackName = 'role-probes'
  await cloudFormation.send(new CreateStackCommand({ StackName, TemplateBody: JSON.stringify({ Resources }) }))
  await waitUntilStackCreateComplete({ client: cloudFormation, maxWaitTime: 120, minDelay: 1 }, { StackName })
  return Promise.all(
    roleArns.map(async (_, index) => {
      const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: nameOf(index) }))
      return JSON.parse(Buffer.from(Payload ?? []).toString())
    }),
  )
}
