import { applyResource } from './apply-resource.ts'
import { DeploymentFailed } from './deployment-failed.ts'
import { stackOutputs } from './outputs.ts'
import { removeLeftOvers, removeResource } from './remove-resources.ts'
import { rollBack } from './roll-back.ts'
import type { OnFailure } from './stack-operation.ts'
import { requireUpdatable } from './stack-policy.ts'
import { announce, type Deployment, enter, reasonOf, type StackRun } from './stack-run.ts'
import { atWork, type StackStatus } from './stores/stack-store.ts'

/**
 * Takes a stack from the status that it is in to one where nothing is left to do. Each step is stored before the next begins and may
 * be done twice, so an operation that was interrupted goes on from its stored status.
 */
export async function runOperation(run: StackRun): Promise<void> {
  while (atWork(run.stack) && !run.engine.closing) await step(run, run.stack.status)
}

async function step(run: StackRun, status: StackStatus): Promise<void> {
  const { deployment } = run
  if (status === 'DELETE_IN_PROGRESS') return deleteResources(run)
  if (!deployment) throw new Error(`The stack ${run.stack.name} is in ${status} with nothing to deploy.`)
  switch (status) {
    case 'CREATE_IN_PROGRESS':
    case 'UPDATE_IN_PROGRESS':
      return deployResources(run, deployment, status)
    case 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS':
      return cleanUp(run, deployment)
    case 'ROLLBACK_IN_PROGRESS':
    case 'UPDATE_ROLLBACK_IN_PROGRESS':
      return undo(run, status)
    default:
      throw new Error(`The stack ${run.stack.name} is at work in ${status}.`)
  }
}

async function deployResources(
  run: StackRun,
  deployment: Deployment,
  status: 'CREATE_IN_PROGRESS' | 'UPDATE_IN_PROGRESS',
): Promise<void> {
  const { engine, stack } = run
  const { operation, order, imports } = deployment
  const creating = status === 'CREATE_IN_PROGRESS'
  // A deletion may take over while a resource is being created.
  const goesOn = () => stack.status === status && !engine.closing
  try {
    if (!creating) refuseRemovals(run, deployment)
    for (const [position, logicalId] of order.entries()) {
      await applyResource(run, deployment, logicalId, position).catch((error) => {
        throw new DeploymentFailed(stack.name, logicalId, reasonOf(run, error))
      })
      if (!goesOn()) return
    }
    // What an earlier attempt at this stack could not take back.
    if (creating) await removeLeftOvers(run, order)
    if (!goesOn()) return
    const { outputs, exports } = stackOutputs(run, deployment)
    const { nextPolicy: stackPolicy, template } = operation
    const done = {
      outputs,
      imports: Object.fromEntries(imports),
      template,
      ...(stackPolicy !== undefined && { stackPolicy }),
    }
    Object.assign(stack, done, { fingerprint: operation.fingerprint })
    enter(run, creating ? 'CREATE_COMPLETE' : 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', {
      also: () => engine.stacks.replaceExports(stack.name, exports),
    })
  } catch (error) {
    if (goesOn()) fail(run, operation, error, creating)
  }
}

/** What the stack policy keeps in the stack stays in its template: asked before anything is changed. */
function refuseRemovals(run: StackRun, { operation: { policy }, order }: Deployment): void {
  const { engine, stack } = run
  if (policy === undefined) return
  for (const resource of engine.resources.list(stack.name)) {
    const { logicalId, type } = resource
    if (order.includes(logicalId)) continue
    try {
      requireUpdatable(policy, { action: 'Update:Delete', logicalId, type })
    } catch (error) {
      const reason = reasonOf(run, error)
      announce(run, { ...resource, status: 'UPDATE_FAILED', reason })
      throw new DeploymentFailed(stack.name, logicalId, reason)
    }
  }
}

function fail(run: StackRun, { onFailure, former }: Deployment['operation'], error: unknown, creating: boolean): void {
  const { stack, engine } = run
  const failure =
    error instanceof DeploymentFailed ? error : new DeploymentFailed(stack.name, stack.name, reasonOf(run, error))
  run.failure = failure
  if (former) Object.assign(stack, former)
  const failed = engine.resources.get(stack.name, failure.logicalId)
  const verb = failed?.status === 'CREATE_FAILED' ? 'create' : 'update'
  const reason = failed ? `The following resource(s) failed to ${verb}: [${failure.logicalId}]. ` : `${failure.reason} `
  if (creating) enter(run, ...AFTER_FAILURE[onFailure](reason))
  else enter(run, 'UPDATE_ROLLBACK_IN_PROGRESS', { reason })
}

const AFTER_FAILURE: Record<OnFailure, (reason: string) => [StackStatus, { reason: string }]> = {
  DO_NOTHING: (reason) => ['CREATE_FAILED', { reason }],
  DELETE: (reason) => ['DELETE_IN_PROGRESS', { reason: `${reason}Delete requested by user.` }],
  ROLLBACK: (reason) => ['ROLLBACK_IN_PROGRESS', { reason: `${reason}Rollback requested by user.` }],
}

async function undo(run: StackRun, status: 'ROLLBACK_IN_PROGRESS' | 'UPDATE_ROLLBACK_IN_PROGRESS'): Promise<void> {
  const complete = await rollBack(run)
  if (run.engine.closing) return
  const over = status === 'ROLLBACK_IN_PROGRESS' ? 'ROLLBACK' : 'UPDATE_ROLLBACK'
  if (!complete) run.stack.fingerprint = null
  enter(run, complete ? `${over}_COMPLETE` : `${over}_FAILED`, { reason: run.stack.reason })
}

async function cleanUp(run: StackRun, { order }: Deployment): Promise<void> {
  const complete = await removeLeftOvers(run, order)
  if (run.engine.closing) return
  const reason = complete ? null : 'Update successful. One or more resources could not be deleted.'
  enter(run, 'UPDATE_COMPLETE', { reason })
}

/** Dependents first. What its policy or the request keeps is left where it is. */
async function deleteResources(run: StackRun): Promise<void> {
  const { engine, stack } = run
  const kept = new Set(stack.operation?.kind === 'delete' ? stack.operation.retain : [])
  const failed: string[] = []
  for (const resource of engine.resources.list(stack.name).reverse()) {
    const retainOnDelete = kept.has(resource.logicalId) || resource.retainOnDelete
    if (!(await removeResource(run, { ...resource, retainOnDelete }))) failed.push(resource.logicalId)
    if (engine.closing) return
  }
  if (failed.length === 0) {
    stack.deletedAt = engine.context.clock.now()
    return enter(run, 'DELETE_COMPLETE')
  }
  enter(run, 'DELETE_FAILED', { reason: `The following resource(s) failed to delete: [${failed.join(', ')}]. ` })
}
