import { isDeepStrictEqual } from 'node:util'
import { AwsError, Unsupported } from '../core/aws-error.ts'
import { transaction } from '../core/database.ts'
import type { Deployed, ResourceType } from '../core/resource-type.ts'
import { authorizeChange } from './authorize-change.ts'
import { canonicalJson } from './canonical-json.ts'
import { claimName, requireRenamed } from './claim-name.ts'
import { withLocalHostNames } from './host-names.ts'
import { checkProperties } from './refusals/check-properties.ts'
import { requireUpdatable, type UpdateAction } from './stack-policy.ts'
import {
  type Deployment,
  localHosts,
  reasonOf,
  record,
  resourceContext,
  resourceTypeOf,
  type StackRun,
} from './stack-run.ts'
import type { ResourceStatus, StackResource } from './stores/resource-store.ts'

/** Creates or changes one resource so that it has the template's properties; one that has them already is left alone. */
export async function applyResource(
  run: StackRun,
  { template, scope, operation }: Deployment,
  logicalId: string,
  position: number,
): Promise<void> {
  const { engine, stack } = run
  const declared = template.Resources[logicalId]
  if (!declared) throw new Error(`${logicalId} is not in the template of ${stack.name}`)
  const type = resourceTypeOf(engine, declared.Type)
  const resolved = scope.resolve(declared.Properties) as Record<string, unknown>
  const local = withLocalHostNames(resolved, localHosts(engine))
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
    retainOnRollback: declared.DeletionPolicy === 'Retain' && !operation.retainExceptOnCreate,
    generation: before?.generation ?? 0,
    claim: before?.claim ?? null,
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
  transaction(engine.context.database, () => {
    engine.resources.addToJournal(stack.name, { logicalId, before: before ?? null })
    // While an update is under way the stored properties stay the old ones: after a kill they are not taken for done.
    record(run, { ...wanted, properties: before?.deployed ? before.properties : wanted.properties })
  })
  try {
    const properties = checkProperties(type, logicalId, local)
    type.check?.(properties)
    const retainReplaced = declared.UpdateReplacePolicy?.startsWith('Retain') ?? false
    const requireAllowed = (action: UpdateAction) =>
      operation.policy !== undefined && requireUpdatable(operation.policy, { action, logicalId, type: declared.Type })
    const done = before?.deployed
      ? await change(run, type, {
          before,
          current: before.deployed,
          wanted,
          properties,
          retainReplaced,
          requireAllowed,
        })
      : { ...wanted, deployed: await create(run, type, wanted, properties) }
    record(run, { ...done, status: before?.deployed ? 'UPDATE_COMPLETE' : 'CREATE_COMPLETE' })
  } catch (error) {
    const status: ResourceStatus = before?.deployed ? 'UPDATE_FAILED' : 'CREATE_FAILED'
    record(run, {
      ...wanted,
      properties: before?.properties ?? wanted.properties,
      status,
      reason: reasonOf(run, error),
    })
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
  /** Its UpdateReplacePolicy. */
  retainReplaced: boolean
  /** Throws for what the stack policy denies. */
  requireAllowed(action: UpdateAction): void
}

async function create(run: StackRun, type: ResourceType, wanted: StackResource, properties: unknown) {
  const context = resourceContext(run, wanted.logicalId, wanted.generation)
  authorizeChange(run, type, { kind: 'create', properties, current: undefined, context })
  await claimName(run, type, wanted, properties)
  return type.create(properties, context)
}

/** In place where the type can; a resource that holds no data is replaced where it cannot. */
async function change(run: StackRun, type: ResourceType, asked: Change): Promise<StackResource> {
  const { before, current, wanted, properties, retainReplaced, requireAllowed } = asked
  const { logicalId, generation } = wanted
  const context = resourceContext(run, logicalId, generation)
  authorizeChange(run, type, { kind: 'update', properties, current, context })
  const previous = previousProperties(type, before)
  try {
    const [fixed] = replacing(type, properties, previous)
    if (fixed) throw new Unsupported(`changing ${fixed} of ${type.type} in place`)
    requireAllowed('Update:Modify')
    return { ...wanted, deployed: await type.update(properties, current, previous, context) }
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== 'UnsupportedByLocalCloud') throw error
    requireAllowed('Update:Replace')
    if (type.stateful) {
      throw new AwsError(
        error.code,
        `Changing ${logicalId} (${type.type}) would replace it and lose its data: ${error.message}`,
        error.status,
      )
    }
    requireRenamed(type, properties, previous)
    const next = { ...wanted, generation: generation + 1 }
    const deployed = await create(run, type, next, properties)
    if (deployed.physicalId === current.physicalId) throw error
    return { ...next, deployed, replaced: retainReplaced ? null : { deployed: current, generation } }
  }
}

/** Names of the changed properties for which the resource is replaced. */
export function replacing(type: ResourceType, properties: unknown, previous: unknown): string[] {
  const value = (of: unknown, name: string) => (of as Record<string, unknown>)[name]
  return (type.createOnly ?? []).filter((name) => !isDeepStrictEqual(value(properties, name), value(previous, name)))
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
