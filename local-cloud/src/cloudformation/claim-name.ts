import { AwsError } from '../core/aws-error.ts'
import type { ResourceType } from '../core/resource-type.ts'
import { templateError } from './intrinsics/intrinsic.ts'
import type { Engine, StackRun } from './stack-run.ts'
import type { ResourceStatus, StackResource } from './stores/resource-store.ts'

/**
 * Takes the name that the template gives a resource, before anything is made. What is there under it belongs to somebody else, and the
 * creation fails: a stack never takes over, nor later deletes, what it did not make. The claim is stored with the resource, so a
 * deployment that was cut short knows what it had begun to make.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html
 */
export async function claimName(
  { engine }: StackRun,
  { type, named }: ResourceType,
  wanted: StackResource,
  properties: unknown,
): Promise<void> {
  const identifier = named?.by(properties)
  if (!named || identifier === undefined || identifier === wanted.claim) return
  if ((await named.exists(identifier)) || isClaimed(engine, type, identifier))
    throw new AwsError('AlreadyExists', `Resource of type '${type}' with identifier '${identifier}' already exists.`)
  wanted.claim = identifier
  const stored = engine.resources.get(wanted.stack, wanted.logicalId)
  if (stored) engine.resources.put({ ...stored, claim: identifier })
}

/** Whether a resource that is being made in a stack has the name already, although it is not there yet: stacks are made side by side. */
const isClaimed = ({ running, resources }: Engine, type: string, identifier: string): boolean =>
  resources
    .claims(identifier)
    .some((one) => running.has(one.stack) && one.type === type && IN_THE_MAKING.has(one.status))
const IN_THE_MAKING = new Set<ResourceStatus>(['CREATE_IN_PROGRESS', 'UPDATE_IN_PROGRESS'])

/** A replacement stands beside what it replaces for a while: it needs a name of its own. */
export function requireRenamed({ named }: ResourceType, properties: unknown, previous: unknown): void {
  const identifier = named?.by(properties)
  if (identifier === undefined || identifier !== named?.by(previous)) return
  throw templateError(
    `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${identifier} and update the stack again.`,
  )
}
