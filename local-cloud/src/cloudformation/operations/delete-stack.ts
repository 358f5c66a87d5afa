import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Operation } from '../../core/service.ts'
import { principalOf } from '../authorize-change.ts'
import { templateError } from '../intrinsics/intrinsic.ts'
import { refuseIfImported } from '../outputs.ts'
import { startOperation } from '../running-operations.ts'
import type { DeleteOperation } from '../stack-operation.ts'
import { type Engine, enter, type StackRun } from '../stack-run.ts'
import { atWork, type Stack } from '../stores/stack-store.ts'
import { changeAccess } from './change-access.ts'
import { DeleteStackInput } from './stack-input.ts'

/** Answers before anything is deleted, and also for a stack that is not there. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStack.html */
export function deleteStack(engine: Engine): Operation {
  return parsedOperation({
    access: (input) => changeAccess(engine, 'DeleteStack', input),
    input: DeleteStackInput,
    run(request, { principal }) {
      const stack = engine.stacks.get(request.StackName)
      if (!stack || stack.status === 'DELETE_IN_PROGRESS') return {}
      checkDeletable(engine, stack, request.RetainResources)
      const operation: DeleteOperation = {
        kind: 'delete',
        retain: request.RetainResources,
        requestedBy: principal,
        clientRequestToken: request.ClientRequestToken ?? null,
      }
      const roleArn = request.RoleARN ?? stack.roleArn
      const allowed = principalOf(engine, { ...stack, roleArn }, operation)
      const creation = engine.running.get(stack.name)
      const run: StackRun = creation?.run ?? { engine, stack, principal: allowed, progress: () => {} }
      if (cancelledByImports(engine, run)) return {}
      Object.assign(run.stack, { operation, roleArn })
      run.principal = allowed
      enter(run, 'DELETE_IN_PROGRESS', { reason: 'User Initiated' })
      // A creation under way finds its stack in deletion after the resource that it is at, and goes on with that.
      if (!creation) void startOperation(engine, run)
      return {}
    },
  })
}

function checkDeletable(engine: Engine, stack: Stack, retained: string[]): void {
  const { name, id, status, terminationProtection } = stack
  if (terminationProtection)
    throw templateError(`Stack [${name}] cannot be deleted while TerminationProtection is enabled`)
  if (atWork(stack) && status !== 'CREATE_IN_PROGRESS')
    throw templateError(`Stack [${id}] cannot be deleted while in status ${status}`)
  if (retained.length === 0) return
  if (status !== 'DELETE_FAILED') {
    throw templateError(
      `Invalid operation on stack [${id}]. When you specify resources to retain, the stack must be in the DELETE_FAILED state`,
    )
  }
  const unknown = retained.filter((logicalId) => engine.resources.get(name, logicalId)?.status !== 'DELETE_FAILED')
  if (unknown.length > 0) {
    throw templateError(
      `The specified resources to retain must be in a valid state. Do not specify the following resources: [${unknown.join(', ')}]`,
    )
  }
}

/** Not an error of the call: the stack stays in its status, with the reason in it and in its events. */
function cancelledByImports(engine: Engine, run: StackRun): boolean {
  const { stack } = run
  try {
    for (const { name } of engine.stacks.exports().filter((one) => one.stack === stack.name))
      refuseIfImported(engine, name, 'deleted')
    return false
  } catch (error) {
    enter(run, stack.status, { reason: error instanceof Error ? error.message : String(error) })
    return true
  }
}
