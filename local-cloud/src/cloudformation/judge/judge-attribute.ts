import type { ResourceType } from '../../core/resource-type.ts'
import { templateError } from '../intrinsics/intrinsic.ts'
import type { Template } from '../template.ts'

/** Throws unless the template has the resource, and its type the attribute; a name that is not known yet is not judged. */
export function judgeAttribute(
  { Resources }: Template,
  types: ReadonlyMap<string, ResourceType>,
  { logicalId, name }: { logicalId: string; name: string | undefined },
  by: string,
): void {
  const resource = Object.hasOwn(Resources, logicalId) ? Resources[logicalId] : undefined
  if (!resource) throw templateError(`Template error: instance of ${by} references undefined resource ${logicalId}`)
  const known = types.get(resource.Type)?.attributes
  if (!known || name === undefined || known.includes(name)) return
  throw templateError(
    `Template error: resource ${logicalId} (${resource.Type}) does not support attribute type ${name} in Fn::GetAtt`,
  )
}
