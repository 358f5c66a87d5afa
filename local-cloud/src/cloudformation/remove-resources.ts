import { transaction } from '../core/database.ts'
import { previousProperties } from './apply-resource.ts'
import { authorizeChange } from './authorize-change.ts'
import { announce, reasonOf, record, resourceContext, resourceTypeOf, type StackRun } from './stack-run.ts'
import type { StackResource } from './stores/resource-store.ts'

/**
 * The clean-up that ends an update: what was replaced goes, then what the template no longer has, dependents first.
 * As on AWS a resource that cannot be deleted does not undo the update: it stays stored, and the next deployment tries again.
 * The answer is whether everything could be deleted.
 */
export async function removeLeftOvers(run: StackRun, order: string[]): Promise<boolean> {
  const { engine, stack } = run
  const wanted = new Set(order)
  let complete = true
  for (const resource of engine.resources.list(stack.name).reverse()) {
    if (engine.closing) return complete
    if (resource.replaced) complete = (await removeReplaced(run, resource, resource.replaced)) && complete
  }
  for (const resource of engine.resources.list(stack.name).reverse()) {
    if (engine.closing) return complete
    if (!wanted.has(resource.logicalId)) complete = (await removeResource(run, resource)) && complete
  }
  return complete
}

/** Deletes a resource and forgets it; one that is to be retained is only forgotten. The answer is whether it is gone. */
export async function removeResource(run: StackRun, resource: StackResource): Promise<boolean> {
  const { engine, stack } = run
  const { deployed, logicalId, generation } = resource
  const forget = (status: 'DELETE_SKIPPED' | 'DELETE_COMPLETE') =>
    transaction(engine.context.database, () => {
      announce(run, { ...resource, status, reason: null })
      engine.resources.remove(stack.name, logicalId)
    })
  if (deployed && resource.retainOnDelete) {
    forget('DELETE_SKIPPED')
    return true
  }
  try {
    record(run, { ...resource, status: 'DELETE_IN_PROGRESS', reason: null })
    if (deployed) await destroy(run, resource, { deployed, generation })
    forget('DELETE_COMPLETE')
    return true
  } catch (error) {
    record(run, { ...resource, status: 'DELETE_FAILED', reason: reasonOf(run, error) })
    return false
  }
}

/** What an update replaced, once the replacement stands. */
async function removeReplaced(run: StackRun, resource: StackResource, replaced: Existing): Promise<boolean> {
  const gone: StackResource = { ...resource, deployed: replaced.deployed, status: 'DELETE_IN_PROGRESS', reason: null }
  announce(run, gone)
  try {
    await destroy(run, resource, replaced)
    transaction(run.engine.context.database, () => {
      announce(run, { ...gone, status: 'DELETE_COMPLETE' })
      run.engine.resources.put({ ...resource, replaced: null })
    })
    return true
  } catch (error) {
    announce(run, { ...gone, status: 'DELETE_FAILED', reason: reasonOf(run, error) })
    return false
  }
}

type Existing = NonNullable<StackResource['replaced']>

/** The deletion itself, by whoever may. */
export async function destroy(run: StackRun, resource: StackResource, { deployed, generation }: Existing) {
  const type = resourceTypeOf(run.engine, resource.type)
  const context = resourceContext(run, resource.logicalId, generation)
  const properties = previousProperties(type, resource)
  authorizeChange(run, type, { kind: 'delete', properties, current: deployed, context })
  await type.delete(deployed, context)
}
