import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { UNUSED_RIGHTS, type UnusedRight } from '@tenantry/infra/foundation/may-go-unused.ts'
import { STACKS } from '@tenantry/infra/names.ts'
import type { Cloud } from '@tenantry/local-cloud/cloud.ts'
import type { Granted, Statement } from './rights.ts'

/** A role of the product, as it is deployed. */
export interface DeployedRole extends Granted {
  roleName: string
  /** Why it may do what nothing does, as infra says beside the grants. */
  reasons: UnusedRight[]
}

interface Template {
  Resources: Record<
    string,
    { Properties: { ManagedPolicyArns?: unknown[] }; Metadata?: { [UNUSED_RIGHTS]?: UnusedRight[] } }
  >
}

/** The roles of all stacks: their rights from the running cloud, where every name is resolved, and the reasons from the templates. */
export async function deployedRoles({ call }: Pick<Cloud, 'call'>, assembly: string): Promise<DeployedRole[]> {
  const roles: DeployedRole[] = []
  for (const [id, StackName] of Object.entries(STACKS)) {
    const file = `${id.charAt(0).toUpperCase()}${id.slice(1)}.template.json`
    const { Resources }: Template = JSON.parse(readFileSync(join(assembly, file), 'utf8'))
    const { StackResourceSummaries } = await call('cloudformation', 'ListStackResources', { StackName })
    for (const { ResourceType, LogicalResourceId, PhysicalResourceId: roleName } of StackResourceSummaries) {
      if (ResourceType !== 'AWS::IAM::Role') continue
      const { Properties, Metadata } = Resources[LogicalResourceId] ?? { Properties: {} }
      roles.push({
        roleName,
        // The CDK appends eight digits to a construct's name.
        role: `${StackName.replace('tenantry-', '')}/${LogicalResourceId.slice(0, -8)}`,
        statements: await statementsOf(call, roleName),
        managed: (Properties.ManagedPolicyArns ?? []).map(policyName),
        reasons: Metadata?.[UNUSED_RIGHTS] ?? [],
      })
    }
  }
  return roles
}

async function statementsOf(call: Cloud['call'], RoleName: string): Promise<Statement[]> {
  const { PolicyNames } = await call('iam', 'ListRolePolicies', { RoleName })
  const documents = PolicyNames.map(async (PolicyName: string): Promise<Statement[]> => {
    const { PolicyDocument } = await call('iam', 'GetRolePolicy', { RoleName, PolicyName })
    return [JSON.parse(decodeURIComponent(PolicyDocument)).Statement].flat()
  })
  return (await Promise.all<Statement[]>(documents)).flat()
}

/** What follows `:policy/` in an ARN, which is text or joined from parts. */
const policyName = (arn: unknown): string => /:policy\/([^"]+)/.exec(JSON.stringify(arn))?.[1] ?? JSON.stringify(arn)
