import { transaction } from '../core/database.ts'
import { previousProperties } from './apply-resource.ts'
import { authorizeChange } from './authorize-change.ts'
import { destroy, removeResource } from './remove-resources.ts'
import { reasonOf, record, resourceContext, resourceTypeOf, type StackRun } from './stack-run.ts'
import type { JournalEntry, StackResource } from './stores/resource-store.ts'

/** Undoes what this deployment did, newest first. The answer is whether all of it could be undone. */
export async function rollBack(run: StackRun): Promise<boolean> {
  const { engine, stack } = run
  let complete = true
  for (const entry of engine.resources.journal(stack.name)) {
    if (engine.closing) return complete
    complete = (await undo(run, entry)) && complete
  }
  return complete
}

async function undo(run: StackRun, { logicalId, before }: JournalEntry): Promise<boolean> {
  const { engine, stack } = run
  const current = engine.resources.get(stack.name, logicalId)
  if (!current) return true
  if (!before?.deployed) return removeResource(run, { ...current, retainOnDelete: current.retainOnRollback })
  try {
    const restored = await restore(run, before, before.deployed, current)
    transaction(engine.context.database, () => {
      engine.resources.removeFromJournal(stack.name, logicalId)
      record(run, restored)
    })
    return true
  } catch (error) {
    record(run, { ...current, status: 'UPDATE_FAILED', reason: reasonOf(run, error) })
    return false
  }
}

async function restore(
  run: StackRun,
  before: StackResource,
  former: NonNullable<StackResource['deployed']>,
  current: StackResource,
): Promise<StackResource> {
  const { logicalId } = before
  const deployed = current.deployed ?? former
  record(run, { ...current, status: 'UPDATE_IN_PROGRESS', reason: null })
  if (current.generation !== before.generation) {
    await destroy(run, current, { deployed, generation: current.generation })
    return { ...before, status: 'UPDATE_COMPLETE', reason: null }
  }
  const type = resourceTypeOf(run.engine, before.type)
  const properties = previousProperties(type, before)
  // How far a change came that failed or was interrupted is not known: the type is asked for the former properties over themselves.
  const previous = current.status === 'UPDATE_COMPLETE' ? previousProperties(type, current) : properties
  const context = resourceContext(run, logicalId, before.generation)
  authorizeChange(run, type, { kind: 'update', properties, current: deployed, context })
  const restored = await type.update(properties, deployed, previous, context)
  return { ...before, deployed: restored, status: 'UPDATE_COMPLETE', reason: null }
}
