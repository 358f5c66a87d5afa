import type { StackResource } from './resource-store.ts'
import { announce, reasonOf, record, resourceContext, resourceTypeOf, type StackRun } from './stack-run.ts'

/**
 * The clean-up that ends an update: what was replaced goes, then what the template no longer has, dependents first.
 * As on AWS a resource that cannot be deleted does not undo the update: it stays stored, and the next deployment tries again.
 */
export async function removeLeftOvers(run: StackRun): Promise<void> {
  const stored = run.engine.resources.list(run.stack.name).reverse()
  const wanted = new Set(run.order)
  for (const resource of stored) {
    if (resource.replaced) await removeReplaced(run, resource)
  }
  for (const resource of stored) {
    if (!wanted.has(resource.logicalId)) await removeResource(run, resource)
  }
}

/** Deletes a resource and forgets it; one that is to be retained is only forgotten. */
export async function removeResource(run: StackRun, resource: StackResource): Promise<void> {
  const { engine, stack } = run
  const { deployed, logicalId } = resource
  if (deployed && resource.retainOnDelete) {
    announce(run, { ...resource, status: 'DELETE_SKIPPED', reason: null })
    engine.resources.remove(stack.name, logicalId)
    return
  }
  try {
    record(run, { ...resource, status: 'DELETE_IN_PROGRESS', reason: null })
    if (deployed) {
      await resourceTypeOf(engine, resource.type).delete(deployed, resourceContext(run, logicalId, resource.generation))
    }
    announce(run, { ...resource, status: 'DELETE_COMPLETE', reason: null })
    engine.resources.remove(stack.name, logicalId)
  } catch (error) {
    record(run, { ...resource, status: 'DELETE_FAILED', reason: reasonOf(error) })
  }
}

async function removeReplaced(run: StackRun, resource: StackResource): Promise<void> {
  if (!resource.replaced) return
  const { deployed, generation } = resource.replaced
  const gone: StackResource = { ...resource, deployed, status: 'DELETE_IN_PROGRESS', reason: null }
  announce(run, gone)
  try {
    const type = resourceTypeOf(run.engine, resource.type)
    await type.delete(deployed, resourceContext(run, resource.logicalId, generation))
    announce(run, { ...gone, status: 'DELETE_COMPLETE' })
    run.engine.resources.put({ ...resource, replaced: null })
  } catch (error) {
    announce(run, { ...gone, status: 'DELETE_FAILED', reason: reasonOf(error) })
  }
}
