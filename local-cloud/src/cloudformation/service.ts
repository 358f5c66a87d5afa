import type { CloudContext } from '../core/cloud-context.ts'
import type { Iam } from '../core/faces.ts'
import type { ResourceType } from '../core/resource-type.ts'
import type { Service } from '../core/service.ts'
import { createChangeSet } from './api/change-sets/create-change-set.ts'
import { deleteChangeSet } from './api/change-sets/delete-change-set.ts'
import { describeChangeSet } from './api/change-sets/describe-change-set.ts'
import { executeChangeSet } from './api/change-sets/execute-change-set.ts'
import { listChangeSets } from './api/change-sets/list-change-sets.ts'
import { createStack } from './api/create-stack.ts'
import { deleteStack } from './api/delete-stack.ts'
import { describeStackEvents } from './api/describe-stack-events.ts'
import { describeStackResource, describeStackResources } from './api/describe-stack-resources.ts'
import { describeStacks } from './api/describe-stacks.ts'
import { getTemplate } from './api/get-template.ts'
import { getTemplateSummary, validateTemplate } from './api/get-template-summary.ts'
import { listExports } from './api/list-exports.ts'
import { listStackResources } from './api/list-stack-resources.ts'
import { listStacks } from './api/list-stacks.ts'
import { invalidInput } from './api/stack-input.ts'
import { updateStack } from './api/update-stack.ts'
import { loadAssembly } from './assembly.ts'
import { changeSetStore } from './change-sets/change-set-store.ts'
import { type DeployedStack, deployStack } from './deploy-stack.ts'
import { resumeOperations, settled, stopOperations } from './operations.ts'
import { type ObjectStore, publishAssets } from './publish-assets.ts'
import { resourceStore } from './resource-store.ts'
import type { Engine, Progress } from './stack-run.ts'
import { stackStore } from './stack-store.ts'

export interface CloudFormationServices {
  context: CloudContext
  iam: Pick<Iam, 'authorize' | 'assumeForService'>
  resourceTypes: ResourceType[]
  ssm: { value(name: string): string | undefined }
  objects: ObjectStore
  /** Loopback addresses of distributions, of all or of a stack's, by host name. */
  sites(stack?: string): Record<string, string>
}

export interface DeployOptions {
  /** Parameter values by stack name. One that is not given keeps the value of the last deployment, as with `cdk deploy`. */
  parameters?: Record<string, Record<string, string>>
  progress?: Progress
}

/** Deploys cloud assemblies into the local cloud, and answers questions about their stacks. */
export function cloudFormation({ context, iam, resourceTypes, ssm, objects, sites }: CloudFormationServices) {
  const engine: Engine = {
    context,
    iam,
    ssm,
    sites,
    types: new Map(resourceTypes.map((type) => [type.type, type])),
    stacks: stackStore(context),
    resources: resourceStore(context),
    changeSets: changeSetStore(context),
    running: new Map(),
    closing: false,
  }
  const service: Service = {
    name: 'cloudformation',
    protocol: 'query',
    xmlns: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
    version: '2010-05-15',
    invalidInput,
    operations: {
      CreateChangeSet: createChangeSet(engine, objects),
      CreateStack: createStack(engine, objects),
      UpdateStack: updateStack(engine, objects),
      DeleteChangeSet: deleteChangeSet(engine),
      DeleteStack: deleteStack(engine),
      DescribeChangeSet: describeChangeSet(engine),
      DescribeStacks: describeStacks(engine),
      DescribeStackEvents: describeStackEvents(engine),
      DescribeStackResource: describeStackResource(engine),
      DescribeStackResources: describeStackResources(engine),
      ExecuteChangeSet: executeChangeSet(engine),
      GetTemplate: getTemplate(engine),
      GetTemplateSummary: getTemplateSummary(engine, objects),
      ListChangeSets: listChangeSets(engine),
      ListExports: listExports(engine),
      ListStackResources: listStackResources(engine),
      ListStacks: listStacks(engine),
      ValidateTemplate: validateTemplate(engine, objects),
    },
  }
  return {
    service,

    /** Goes on with what an earlier process left unfinished. */
    start: () => resumeOperations(engine),
    close: () => stopOperations(engine),
    /** Resolves once no operation is under way. */
    idle: () => settled(engine),

    /** Deploys every stack of the assembly that `cdk deploy --all` would, one after the other. */
    async deployAssembly(directory: string, options: DeployOptions = {}): Promise<DeployedStack[]> {
      const { parameters = {}, progress = () => {} } = options
      const deployed: DeployedStack[] = []
      for (const stack of loadAssembly(directory)) {
        const publish = () => publishAssets({ context, objects }, stack.assets())
        deployed.push(
          await deployStack(engine, {
            stack,
            parameters: parameters[stack.name] ?? {},
            progress,
            publishAssets: publish,
          }),
        )
      }
      return deployed
    },

    /** The outputs of a stack by their logical ids; none while there is no such stack. */
    outputs(stackName: string): Record<string, string> {
      const outputs = engine.stacks.get(stackName)?.outputs ?? []
      return Object.fromEntries(outputs.map(({ key, value }) => [key, value]))
    },
  }
}
