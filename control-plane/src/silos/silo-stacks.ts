import {
  AlreadyExistsException,
  type CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  paginateListStacks,
  type Stack,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation'
import { type Identity, SILO_PREFIX, siloStackName, siloTemplateName } from '@tenantry/contracts/deployment.ts'
import { STACK_POLICY } from './stack-policy.ts'

/** What silos are made from, and by which role: infra's releases say so. */
export interface SiloRelease {
  /** Where the templates are; the name of one follows. */
  templates: string
  provisioner: string
  toolkitLayer: string
  directoryTable: string
  exportsBucket: string
  /** The host of all tenants' APIs. */
  apiDomain: string
  /** Where the operator console is. */
  consoleUrl: string
  mailFrom: string
  /** The user pool of tenants that have moved, and what else their silos are told of people who stay there. */
  userPoolId: string
  clientId: string
  sharedPeople: Record<string, string>
}

/** How a stack is, as far as workflows care. */
export interface FoundStack {
  stackId: string
  status: string
  outputs: Record<string, string>
}

/** The stacks of silos: one for each tenant that has one, named after it. */
export interface SiloStacks {
  /**
   * Begins to make the silo of a tenant, and answers its stack's id. The same token is answered the same id. Null where a stack of that name is
   * there already, which an earlier attempt left.
   */
  create(tenantId: string, identity: Identity, token: string): Promise<string | null>
  /** By the id, also when it is deleted; by the tenant, while there is one. */
  find(by: { stackId: string } | { tenantId: string }): Promise<FoundStack | null>
  /** Begins to delete the silo; it is protected against everybody else. */
  remove(tenantId: string): Promise<void>
  /** How many silos are being made or deleted. */
  underWay(): Promise<number>
}

const UNDER_WAY = ['CREATE_IN_PROGRESS', 'ROLLBACK_IN_PROGRESS', 'DELETE_IN_PROGRESS'] as const

export function siloStacks(client: CloudFormationClient, release: SiloRelease): SiloStacks {
  return {
    async create(tenantId, identity, token) {
      const { templates, provisioner } = release
      const parameters = { TenantId: tenantId, ...parametersOf(release, identity) }
      try {
        const { StackId } = await client.send(
          new CreateStackCommand({
            StackName: siloStackName(tenantId),
            TemplateURL: `${templates}${siloTemplateName(identity)}`,
            RoleARN: provisioner,
            ClientRequestToken: token,
            Capabilities: ['CAPABILITY_IAM'],
            EnableTerminationProtection: true,
            StackPolicyBody: STACK_POLICY,
            Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
              ParameterKey,
              ParameterValue,
            })),
          }),
        )
        if (!StackId) throw new Error('CloudFormation answered no stack id')
        return StackId
      } catch (error) {
        if (error instanceof AlreadyExistsException) return null
        throw error
      }
    },
    async find(by) {
      const StackName = 'stackId' in by ? by.stackId : siloStackName(by.tenantId)
      try {
        const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName }))
        return Stacks[0] ? foundStack(Stacks[0]) : null
      } catch (error) {
        // CloudFormation has no code of its own for it.
        if (error instanceof Error && /does not exist/.test(error.message)) return null
        throw error
      }
    },
    async remove(tenantId) {
      const StackName = siloStackName(tenantId)
      await client.send(new UpdateTerminationProtectionCommand({ StackName, EnableTerminationProtection: false }))
      await client.send(new DeleteStackCommand({ StackName }))
    },
    async underWay() {
      let count = 0
      for await (const { StackSummaries = [] } of paginateListStacks(
        { client },
        { StackStatusFilter: [...UNDER_WAY] },
      )) {
        count += StackSummaries.filter(({ StackName = '' }) => StackName.startsWith(SILO_PREFIX)).length
      }
      return count
    },
  }
}

function parametersOf(release: SiloRelease, identity: Identity): Record<string, string> {
  const {
    toolkitLayer,
    directoryTable,
    exportsBucket,
    apiDomain,
    consoleUrl,
    mailFrom,
    userPoolId,
    clientId,
    sharedPeople,
  } = release
  return {
    ToolkitLayer: toolkitLayer,
    DirectoryTable: directoryTable,
    ExportsBucket: exportsBucket,
    ApiDomain: apiDomain,
    ConsoleUrl: consoleUrl,
    MailFrom: mailFrom,
    ...(identity === 'shared' && { ...sharedPeople, SharedUserPoolId: userPoolId, SharedClientId: clientId }),
  }
}

function foundStack({ StackId = '', StackStatus, Outputs = [] }: Stack): FoundStack {
  const outputs = Outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue])
  return { stackId: StackId, status: StackStatus ?? '', outputs: Object.fromEntries(outputs) }
}
