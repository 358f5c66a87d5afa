import { Unsupported } from '../core/aws-error.ts'
import type { CloudContext } from '../core/cloud-context.ts'
import { stableToken, UPPER_ALPHANUMERIC } from '../core/ids.ts'
import type { ResourceContext, ResourceType } from '../core/resource-type.ts'
import type { Scope } from './intrinsics/intrinsic.ts'
import type { ResourceStore, StackResource } from './resource-store.ts'
import type { Stack, StackStore } from './stack-store.ts'
import type { Template } from './template.ts'

/** What every deployment works with. */
export interface Engine {
  context: CloudContext
  stacks: StackStore
  resources: ResourceStore
  types: Map<string, ResourceType>
  ssm: { value(name: string): string | undefined }
}

/** Told about each thing that happens, as `cdk deploy` prints it. */
export type Progress = (event: {
  stack: string
  logicalId: string
  type: string
  status: string
  reason?: string
}) => void

/** One deployment of one stack. */
export interface StackRun {
  engine: Engine
  stack: Stack
  template: Template
  scope: Scope
  /** Logical ids of the resources whose conditions hold, each after what it depends on. */
  order: string[]
  /** What was touched, oldest first, with the state before: what a failure undoes. */
  journal: { logicalId: string; before: StackResource | undefined; done: boolean }[]
  progress: Progress
}

/** A resource type by name, or the failure that names it. */
export function resourceTypeOf({ types }: Engine, type: string): ResourceType {
  const known = types.get(type)
  if (!known) throw new Unsupported(`the resource type ${type}`)
  return known
}

/** What a resource's type learns about where the resource stands. */
export function resourceContext({ engine, stack }: StackRun, logicalId: string, generation: number): ResourceContext {
  const { accountId, region } = engine.context
  return {
    stackName: stack.name,
    stackId: stack.id,
    logicalId,
    physicalName(maxLength = 64) {
      const seed = `${accountId}/${region}/${stack.name}/${logicalId}/${generation}`
      const suffix = stableToken(12, seed, UPPER_ALPHANUMERIC)
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
  const { stack, progress } = run
  const { logicalId, type, status, reason } = resource
  addEvent(run, { logicalId, physicalId: resource.deployed?.physicalId ?? '', type, status, reason })
  progress({ stack: stack.name, logicalId, type, status, ...(reason ? { reason } : {}) })
}

/** Moves the stack itself to another status. */
export function enter(run: StackRun, status: Stack['status'], reason: string | null = null): void {
  const { stack, engine, progress } = run
  Object.assign(stack, { status, reason })
  engine.stacks.put(stack)
  const type = 'AWS::CloudFormation::Stack'
  addEvent(run, { logicalId: stack.name, physicalId: stack.id, type, status, reason })
  progress({ stack: stack.name, logicalId: stack.name, type, status, ...(reason ? { reason } : {}) })
}

function addEvent(
  { engine: { context, resources }, stack }: StackRun,
  event: { logicalId: string; physicalId: string; type: string; status: string; reason: string | null },
): void {
  resources.addEvent({
    ...event,
    id: context.ids.uuid(),
    stackId: stack.id,
    stackName: stack.name,
    timestamp: context.clock.now(),
  })
}

/** The text of whatever was thrown. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
