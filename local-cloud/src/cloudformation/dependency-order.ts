import { templateError } from './intrinsics/intrinsic.ts'
import { type Holds, references } from './intrinsics/resolve.ts'
import type { TemplateResource } from './template.ts'

/**
 * Logical ids so that each comes after what it depends on by Ref, Fn::GetAtt, Fn::Sub or DependsOn, otherwise as the template lists them.
 * Functions in a resource's metadata make dependencies too, as on AWS.
 */
export function dependencyOrder(resources: Record<string, TemplateResource>, holds: Holds): string[] {
  const order: string[] = []
  const placed = new Set<string>()
  const path: string[] = []
  for (const logicalId of Object.keys(resources)) place(logicalId)
  return order

  function place(logicalId: string): void {
    const resource = resources[logicalId]
    // Not a resource (a parameter), or one that its condition leaves out.
    if (!resource || placed.has(logicalId)) return
    if (path.includes(logicalId)) {
      const cycle = path.slice(path.indexOf(logicalId))
      throw templateError(`Circular dependency between resources: [${cycle.join(', ')}]`)
    }
    path.push(logicalId)
    const { DependsOn, Properties, Metadata } = resource
    for (const dependency of [...DependsOn, ...references([Properties, Metadata], holds)]) place(dependency)
    path.pop()
    placed.add(logicalId)
    order.push(logicalId)
  }
}
