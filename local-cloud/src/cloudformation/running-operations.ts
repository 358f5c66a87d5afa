import { principalAtResumption } from './authorize-change.ts'
import { openDeployment } from './open-deployment.ts'
import { runOperation } from './run-operation.ts'
import { type Engine, maskedIn, type StackRun } from './stack-run.ts'
import { atWork } from './stores/stack-store.ts'

/** Lets an operation that has begun run to its end; the promise tells when that is, and never fails. */
export function startOperation(engine: Engine, run: StackRun): Promise<void> {
  const { name } = run.stack
  const done = runOperation(run)
    // A fault of the local cloud: the stack stays at work, and the next start goes on with it.
    .catch((error) => {
      const fault = maskedIn(run, String(error?.stack ?? error))
      engine.context.log(`the stack ${name} could not go on: ${fault}`)
    })
    .finally(() => engine.running.delete(name))
  engine.running.set(name, { run, done })
  return done
}

/** Goes on with every operation that an earlier process did not finish. */
export function resumeOperations(engine: Engine): void {
  for (const stack of engine.stacks.list()) {
    const { operation } = stack
    if (!atWork(stack) || !operation) continue
    engine.context.log(`the stack ${stack.name} was left in ${stack.status}: going on`)
    const principal = principalAtResumption(engine, stack, operation)
    const deployment = operation.kind === 'deploy' ? openDeployment(engine, stack, operation) : undefined
    void startOperation(engine, { engine, stack, principal, ...(deployment && { deployment }), progress: () => {} })
  }
}

/** Stops all operations between two resources; they stay stored as they are. */
export async function stopOperations(engine: Engine): Promise<void> {
  engine.closing = true
  await settled(engine)
}

/** Resolves once no operation is under way. */
export async function settled({ running }: Engine): Promise<void> {
  await Promise.all([...running.values()].map(({ done }) => done))
}
