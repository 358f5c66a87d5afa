import { AwsError } from '../core/aws-error.ts'
import type { Deployed, ResourceType } from '../core/resource-type.ts'
import { canonicalJson } from './canonical-json.ts'
import { checkProperties } from './check-properties.ts'
import { withLocalHostNames } from './host-names.ts'
import type { ResourceStatus, StackResource } from './resource-store.ts'
import { reasonOf, record, resourceContext, resourceTypeOf, type StackRun } from './stack-run.ts'

/** Creates or changes one resource so that it has the template's properties; one that has them already is left alone. */
export async function applyResource(run: StackRun, logicalId: string, position: number): Promise<void> {
  const { engine, template, scope, stack } = run
  const declared = template.Resources[logicalId]
  if (!declared) throw new Error(`${logicalId} is not in the template of ${stack.name}`)
  const type = resourceTypeOf(engine, declared.Type)
  const resolved = scope.resolve(declared.Properties) as Record<string, unknown>
  const local = withLocalHostNames(resolved, engine.context.endpoint())
  const before = engine.resources.get(stack.name, logicalId)
  const wanted: StackResource = {
    stack: stack.name,
    logicalId,
    type: declared.Type,
    deployed: before?.deployed ?? null,
    properties: canonicalJson(local),
    status: before?.deployed ? 'UPDATE_IN_PROGRESS' : 'CREATE_IN_PROGRESS',
    reason: null,
    position,
    retainOnDelete: declared.DeletionPolicy?.startsWith('Retain') ?? false,
    generation: before?.generation ?? 0,
    replaced: before?.replaced ?? null,
    updatedAt: engine.context.clock.now(),
  }
  if (before && !needsWork(before, wanted)) {
    engine.resources.put({ ...wanted, status: before.status, updatedAt: before.updatedAt })
    return
  }
  if (before?.deployed && before.type !== declared.Type) {
    throw new AwsError(
      'ValidationError',
      `Update of resource type is not permitted. The new template modifies resource type of the following resources: [${logicalId}]`,
    )
  }
  const entry = { logicalId, before, done: false }
  run.journal.push(entry)
  // While an update is under way the stored properties stay the old ones: after a kill they are not taken for done.
  record(run, { ...wanted, properties: before?.deployed ? before.properties : wanted.properties })
  try {
    const properties = checkProperties(type, logicalId, local)
    const context = resourceContext(run, logicalId, wanted.generation)
    const done = before?.deployed
      ? await change(run, type, { before, current: before.deployed, wanted, properties })
      : { ...wanted, deployed: await type.create(properties, context) }
    entry.done = true
    record(run, { ...done, status: before?.deployed ? 'UPDATE_COMPLETE' : 'CREATE_COMPLETE' })
  } catch (error) {
    const status: ResourceStatus = before?.deployed ? 'UPDATE_FAILED' : 'CREATE_FAILED'
    record(run, { ...wanted, properties: before?.properties ?? wanted.properties, status, reason: reasonOf(error) })
    throw error
  }
}

function needsWork(before: StackResource, wanted: StackResource): boolean {
  const settled = before.status === 'CREATE_COMPLETE' || before.status === 'UPDATE_COMPLETE'
  return !settled || before.type !== wanted.type || before.properties !== wanted.properties
}

interface Change {
  before: StackResource
  current: Deployed
  wanted: StackResource
  properties: unknown
}

/** In place where the type can; a resource that holds no data is replaced where it cannot. */
async function change(run: StackRun, type: ResourceType, { before, current, wanted, properties }: Change) {
  const { logicalId, generation } = wanted
  try {
    const context = resourceContext(run, logicalId, generation)
    return { ...wanted, deployed: await type.update(properties, current, previousProperties(type, before), context) }
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== 'UnsupportedByLocalCloud') throw error
    if (type.stateful) {
      throw new AwsError(
        error.code,
        `Changing ${logicalId} (${type.type}) would replace it and lose its data: ${error.message}`,
        error.status,
      )
    }
    const next = generation + 1
    const deployed = await type.create(properties, resourceContext(run, logicalId, next))
    if (deployed.physicalId === current.physicalId) throw error
    const retain = run.template.Resources[logicalId]?.UpdateReplacePolicy?.startsWith('Retain')
    return { ...wanted, deployed, generation: next, replaced: retain ? null : { deployed: current, generation } }
  }
}

/** The properties a resource has now, as its type parsed them; as they were stored if the type no longer takes them. */
export function previousProperties(type: ResourceType, before: StackResource): unknown {
  const stored = JSON.parse(before.properties)
  try {
    return checkProperties(type, before.logicalId, stored)
  } catch {
    return stored
  }
}
