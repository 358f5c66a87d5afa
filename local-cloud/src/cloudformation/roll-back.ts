import { previousProperties } from './apply-resource.ts'
import { removeResource } from './remove-resources.ts'
import type { StackResource } from './resource-store.ts'
import { reasonOf, record, resourceContext, resourceTypeOf, type StackRun } from './stack-run.ts'

/** Undoes what this deployment did, newest first. The answer is whether all of it could be undone. */
export async function rollBack(run: StackRun): Promise<boolean> {
  const { engine, stack } = run
  let complete = true
  for (const { logicalId, before, done } of [...run.journal].reverse()) {
    const current = engine.resources.get(stack.name, logicalId)
    if (!current) continue
    if (!before?.deployed) {
      await removeResource(run, { ...current, retainOnDelete: false })
      complete &&= engine.resources.get(stack.name, logicalId) === undefined
      continue
    }
    try {
      await restore(run, before, current, done)
    } catch (error) {
      complete = false
      record(run, { ...current, status: 'UPDATE_FAILED', reason: reasonOf(error) })
    }
  }
  return complete
}

async function restore(run: StackRun, before: StackResource, current: StackResource, done: boolean): Promise<void> {
  if (!before.deployed || !current.deployed) return
  const { logicalId } = before
  const type = resourceTypeOf(run.engine, before.type)
  record(run, { ...current, status: 'UPDATE_IN_PROGRESS', reason: null })
  if (current.generation !== before.generation) {
    await type.delete(current.deployed, resourceContext(run, logicalId, current.generation))
    record(run, { ...before, status: 'UPDATE_COMPLETE', reason: null })
    return
  }
  const properties = previousProperties(type, before)
  // How far a failed change came is not known: the type is asked for the former properties over themselves.
  const previous = done ? previousProperties(type, current) : properties
  const context = resourceContext(run, logicalId, before.generation)
  const deployed = await type.update(properties, current.deployed, previous, context)
  record(run, { ...before, deployed, status: 'UPDATE_COMPLETE', reason: null })
}
