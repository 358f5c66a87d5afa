import { AwsError, Unsupported } from '../core/aws-error.ts'
import type { CloudContext } from '../core/cloud-context.ts'
import { transaction } from '../core/database.ts'
import type { Iam } from '../core/faces.ts'
import { stableToken, UPPER_ALPHANUMERIC } from '../core/ids.ts'
import type { Principal } from '../core/principal.ts'
import type { ResourceContext, ResourceType } from '../core/resource-type.ts'
import type { DeploymentFailed } from './deployment-failed.ts'
import type { LocalHosts } from './host-names.ts'
import type { Scope } from './intrinsics/intrinsic.ts'
import { masked } from './no-echo.ts'
import type { DeployOperation } from './stack-operation.ts'
import type { ChangeSetStore } from './stores/change-set-store.ts'
import type { ResourceStore, StackResource } from './stores/resource-store.ts'
import { atWork, type Stack, type StackStore } from './stores/stack-store.ts'
import type { Template } from './template.ts'

/** What every deployment works with. */
export interface Engine {
  context: CloudContext
  iam: Pick<Iam, 'authorize' | 'assumeForService'>
  stacks: StackStore
  resources: ResourceStore
  changeSets: ChangeSetStore
  types: Map<string, ResourceType>
  ssm: { value(name: string): string | undefined }
  sites(stack?: string): Record<string, string>
  /** Operations under way in this process, by the stack's name. */
  running: Map<string, { run: StackRun; done: Promise<void> }>
  /** Set when the local cloud closes: operations stop where they are, and the next start finishes them. */
  closing: boolean
}

/** Where the host names in resolved values are served at this moment. */
export const localHosts = ({ context, sites }: Engine): LocalHosts => ({ endpoint: context.endpoint(), sites: sites() })

/** Told about each thing that happens, as `cdk deploy` prints it. */
export type Progress = (event: {
  stack: string
  logicalId: string
  type: string
  status: string
  reason?: string
}) => void

/** One operation on one stack. */
export interface StackRun {
  engine: Engine
  stack: Stack
  /** Whose rights count: the service role's, or those of whoever asked. */
  principal: Principal
  /** Undefined for a deletion. */
  deployment?: Deployment
  /** Why it was rolled back, if it was. */
  failure?: DeploymentFailed
  progress: Progress
}

/** What a creation or update wants the stack to be. */
export interface Deployment {
  operation: DeployOperation
  template: Template
  scope: Scope
  /** Logical ids of the resources whose conditions hold, each after what it depends on. */
  order: string[]
  /** Other stacks' exports that the template read. */
  imports: Map<string, string>
}

/** A resource type by name, or the failure that names it. */
export function resourceTypeOf({ types }: Engine, type: string): ResourceType {
  const known = types.get(type)
  if (!known) throw new Unsupported(`the resource type ${type}`)
  return known
}

/** What a resource's type learns about where the resource stands. */
export function resourceContext({ stack }: StackRun, logicalId: string, generation: number): ResourceContext {
  return {
    stackName: stack.name,
    stackId: stack.id,
    logicalId,
    physicalName(maxLength = 64) {
      // The stack's ARN and not its name: what a deleted stack left behind is not in the way of the next of that name.
      const suffix = stableToken(12, `${stack.id}/${logicalId}/${generation}`, UPPER_ALPHANUMERIC)
      const readable = `${stack.name}-${logicalId}`
        .slice(0, Math.max(0, maxLength - suffix.length - 1))
        .replace(/-+$/, '')
      return readable ? `${readable}-${suffix}` : suffix.slice(0, maxLength)
    },
  }
}

/** Stores a resource's state, and the event that led to it. */
export function record(run: StackRun, resource: StackResource): void {
  const { resources, context } = run.engine
  const current = { ...resource, updatedAt: context.clock.now() }
  resources.put(current)
  announce(run, current)
}

/** An event without a change of the stored state (deletions, skipped ones). */
export function announce(run: StackRun, resource: StackResource): void {
  const { logicalId, type, status, reason } = resource
  recordEvent(run, { logicalId, physicalId: resource.deployed?.physicalId ?? '', type, status, reason })
}

/** Moves the stack itself to another status, with whatever else becomes true in that moment: all of it, or nothing. */
export function enter(
  run: StackRun,
  status: Stack['status'],
  { reason = null, also = () => {} }: { reason?: string | null; also?: () => void } = {},
): void {
  const { stack, engine } = run
  const { resources, stacks, changeSets, context } = engine
  transaction(context.database, () => {
    Object.assign(stack, { status, reason })
    recordEvent(run, {
      logicalId: stack.name,
      physicalId: stack.id,
      type: 'AWS::CloudFormation::Stack',
      status,
      reason,
    })
    changeSets.follow(stack)
    const over = !atWork(stack)
    if (over) stack.operation = null
    // From here on nothing is undone.
    if (over || status === 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS') resources.clearJournal(stack.name)
    if (status === 'DELETE_COMPLETE') stacks.delete(stack)
    else stacks.put(stack)
    also()
  })
}

type Happening = Pick<StackResource, 'logicalId' | 'type' | 'reason'> & { physicalId: string; status: string }

function recordEvent({ engine: { context, resources }, stack, progress }: StackRun, event: Happening): void {
  resources.addEvent({
    ...event,
    id: context.ids.uuid(),
    stackId: stack.id,
    stackName: stack.name,
    clientRequestToken: stack.operation?.clientRequestToken ?? null,
    timestamp: context.clock.now(),
  })
  const { logicalId, type, status, reason } = event
  progress({ stack: stack.name, logicalId, type, status, ...(reason ? { reason } : {}) })
}

/** https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract-errors.html */
const HANDLER_ERRORS = new Set(['AccessDenied', 'AlreadyExists'])

/** The text of whatever was thrown; a denial and a taken name read as a resource handler's. No NoEcho value is in it. */
export const reasonOf = (run: StackRun, error: unknown): string => maskedIn(run, messageOf(error))

/** A text without the NoEcho values that the stack has, had, or is to have. */
export function maskedIn({ stack, deployment }: StackRun, text: string): string {
  const { operation } = deployment ?? {}
  return masked(text, stack.parameters, operation?.parameters, operation?.former?.parameters)
}

function messageOf(error: unknown): string {
  if (error instanceof AwsError && HANDLER_ERRORS.has(error.code))
    return `Resource handler returned message: "${error.message}" (HandlerErrorCode: ${error.code})`
  return error instanceof Error ? error.message : String(error)
}
