import type { CloudContext } from '../core/cloud-context.ts'
import type { CloudService } from '../core/cloud-service.ts'
import type { Iam } from '../core/faces.ts'
import { onceAnHour } from '../core/once-an-hour.ts'
import type { ResourceType } from '../core/resource-type.ts'
import type { Service } from '../core/service.ts'
import { loadAssembly } from './assembly.ts'
import { type DeployedStack, deployStack } from './deploy-stack.ts'
import { inertResources } from './inert-resources.ts'
import { createChangeSet } from './operations/change-sets/create-change-set.ts'
import { deleteChangeSet } from './operations/change-sets/delete-change-set.ts'
import { describeChangeSet } from './operations/change-sets/describe-change-set.ts'
import { executeChangeSet } from './operations/change-sets/execute-change-set.ts'
import { createStack } from './operations/create-stack.ts'
import { deleteStack } from './operations/delete-stack.ts'
import { describeStackEvents } from './operations/describe-stack-events.ts'
import { describeStackResource, describeStackResources } from './operations/describe-stack-resources.ts'
import { describeStacks } from './operations/describe-stacks.ts'
import { getTemplate } from './operations/get-template.ts'
import { getTemplateSummary, validateTemplate } from './operations/get-template-summary.ts'
import { listStackResources } from './operations/list-stack-resources.ts'
import { listStacks } from './operations/list-stacks.ts'
import { invalidInput } from './operations/stack-input.ts'
import { updateStack } from './operations/update-stack.ts'
import { updateTerminationProtection } from './operations/update-termination-protection.ts'
import { type ObjectStore, publishAssets } from './publish-assets.ts'
import { refuseUnsupported } from './refusals/assembly-refusals.ts'
import { billDashboards, resourceTags } from './resource-tags.ts'
import { resumeOperations, settled, stopOperations } from './running-operations.ts'
import type { Engine, Progress } from './stack-run.ts'
import { changeSetStore } from './stores/change-set-store.ts'
import { resourceStore } from './stores/resource-store.ts'
import { stackStore } from './stores/stack-store.ts'

export interface CloudFormationServices {
  context: CloudContext
  iam: Pick<Iam, 'authorize' | 'assumeForService'>
  resourceTypes: ResourceType[]
  ssm: { value(name: string): string | undefined }
  objects: ObjectStore
  /** Loopback addresses of distributions and custom domains, of all or of a stack's, by host name. */
  sites(stack?: string): Record<string, string>
}

export interface DeployOptions {
  /** Parameter values by stack name. One that is not given keeps the value of the last deployment, as with `cdk deploy`. */
  parameters?: Record<string, Record<string, string>>
  progress?: Progress
}

/** Deploys cloud assemblies into the local cloud, and answers questions about their stacks. */
export function cloudFormationService(services: CloudFormationServices) {
  const { context, iam, resourceTypes, ssm, objects, sites } = services
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
  const api: Service = {
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
      ListStackResources: listStackResources(engine),
      ListStacks: listStacks(engine),
      UpdateTerminationProtection: updateTerminationProtection(engine),
      ValidateTemplate: validateTemplate(engine, objects),
    },
  }
  let toldOfInert = ''
  return {
    name: 'cloudformation',
    api,
    resourceTypes: [],
    // Goes on with what an earlier process left unfinished.
    start: () => resumeOperations(engine),
    close: () => stopOperations(engine),
    /** Resolves once no operation is under way. */
    idle: () => settled(engine),

    /** Deploys every stack of the assembly that `cdk deploy --all` would, one after the other. */
    async deployAssembly(directory: string, options: DeployOptions = {}): Promise<DeployedStack[]> {
      const { parameters = {}, progress = () => {} } = options
      const deployed: DeployedStack[] = []
      const loaded = loadAssembly(directory)
      refuseUnsupported(engine, loaded, parameters)
      for (const stack of loaded.stacks) {
        const publish = () => publishAssets({ context, objects }, stack.assets)
        deployed.push(
          await deployStack(engine, {
            stack,
            parameters: parameters[stack.name] ?? {},
            progress,
            publishAssets: publish,
          }),
        )
      }
      const inert = inertResources(engine, deployed)
      // A deployment by difference repeats nothing.
      if (inert !== toldOfInert && inert !== '') context.log(`Inert here: ${inert}`)
      toldOfInert = inert
      return deployed
    },

    tagsOf: resourceTags(engine),
    bill: onceAnHour(billDashboards(engine)),

    /** The outputs of a stack by their logical ids; none while there is no such stack. */
    outputs(stackName: string): Record<string, string> {
      const outputs = engine.stacks.get(stackName)?.outputs ?? []
      return Object.fromEntries(outputs.map(({ key, value }) => [key, value]))
    },
  } satisfies CloudService & {
    deployAssembly(directory: string, options: DeployOptions): Promise<DeployedStack[]>
    outputs(stackName: string): Record<string, string>
    tagsOf(resource: string): Record<string, string>
    idle(): Promise<void>
  }
}
