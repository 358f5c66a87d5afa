import { replacing } from '../apply-resource.ts'
import { canonicalJson } from '../canonical-json.ts'
import { withLocalHostNames } from '../host-names.ts'
import { references } from '../intrinsics/resolve.ts'
import { type Deployment, type Engine, localHosts, resourceTypeOf } from '../stack-run.ts'
import type { StackResource } from '../stores/resource-store.ts'
import type { Stack } from '../stores/stack-store.ts'
import type { PlannedChange, PropertyChange } from './change-set.ts'

/**
 * What a deployment would do to each resource, in its order. A value that hangs on a resource which is still to be made, or made anew, is
 * not known yet and counts as changed.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-changesets-view.html
 */
export function plannedChanges(engine: Engine, stack: Stack, deployment: Deployment): PlannedChange[] {
  const { order, template } = deployment
  const existing = new Map(engine.resources.list(stack.name).map((resource) => [resource.logicalId, resource]))
  /** What is there only after the deployment. */
  const pending = new Set<string>()
  const changes: PlannedChange[] = []
  for (const logicalId of order) {
    const before = existing.get(logicalId)
    const { Type = '' } = template.Resources[logicalId] ?? {}
    existing.delete(logicalId)
    if (!before?.deployed) {
      pending.add(logicalId)
      changes.push({ Action: 'Add', LogicalResourceId: logicalId, ResourceType: Type })
      continue
    }
    const details = propertyChanges(engine, stack, deployment, before, pending)
    if (details.length === 0) continue
    const replaced = details.filter(({ Target }) => Target.RequiresRecreation === 'Always')
    if (replaced.length > 0) pending.add(logicalId)
    changes.push({ ...modified(before, deployment, replaced), Details: details })
  }
  return [...changes, ...[...existing.values()].reverse().map(removed)]
}

function modified(before: StackResource, { template }: Deployment, replaced: PropertyChange[]): PlannedChange {
  const { logicalId, type, deployed } = before
  const retained = template.Resources[logicalId]?.UpdateReplacePolicy?.startsWith('Retain')
  const certain = replaced.some(({ Evaluation }) => Evaluation === 'Static')
  return {
    Action: 'Modify',
    LogicalResourceId: logicalId,
    ...(deployed && { PhysicalResourceId: deployed.physicalId }),
    ResourceType: type,
    ...(replaced.length > 0 && { PolicyAction: retained ? 'ReplaceAndRetain' : 'ReplaceAndDelete' }),
    Replacement: replaced.length === 0 ? 'False' : certain ? 'True' : 'Conditional',
    Scope: ['Properties'],
  }
}

const removed = ({ logicalId, type, deployed, retainOnDelete }: StackResource): PlannedChange => ({
  Action: 'Remove',
  LogicalResourceId: logicalId,
  ...(deployed && { PhysicalResourceId: deployed.physicalId }),
  ResourceType: type,
  PolicyAction: retainOnDelete ? 'Retain' : 'Delete',
})

function propertyChanges(
  engine: Engine,
  stack: Stack,
  { template, scope, operation }: Deployment,
  before: StackResource,
  pending: Set<string>,
): PropertyChange[] {
  const declared = template.Resources[before.logicalId]?.Properties ?? {}
  const current: Record<string, unknown> = JSON.parse(before.properties)
  const type = resourceTypeOf(engine, before.type)
  const hosts = localHosts(engine)
  return [...new Set([...Object.keys(declared), ...Object.keys(current)])].flatMap((Name): PropertyChange[] => {
    const recreated = replacing(type, { [Name]: 1 }, { [Name]: 2 }).length > 0
    const Target = { Attribute: 'Properties', Name, RequiresRecreation: recreated ? 'Always' : 'Never' } as const
    const named = [...references(declared[Name], scope.condition)]
    const awaited = named.find((name) => pending.has(name))
    if (awaited) return [{ Target, Evaluation: 'Dynamic', ChangeSource: 'ResourceReference', CausingEntity: awaited }]
    const written = Object.hasOwn(declared, Name) ? { [Name]: declared[Name] } : {}
    const wanted = withLocalHostNames(scope.resolve(written), hosts) as Record<string, unknown>
    if (canonicalJson([wanted[Name]]) === canonicalJson([current[Name]])) return []
    const parameter = named.find((name) => operation.parameters[name]?.input !== stack.parameters[name]?.input)
    return [
      parameter
        ? { Target, Evaluation: 'Static', ChangeSource: 'ParameterReference', CausingEntity: parameter }
        : { Target, Evaluation: 'Static', ChangeSource: 'DirectModification' },
    ]
  })
}
