import { Unsupported } from '../../core/aws-error.ts'
import type { ResourceType } from '../../core/resource-type.ts'
import type { TemplateResource } from '../template.ts'

/** Written by the CDK for its own statistics. */
export const IGNORED_TYPES = new Set(['AWS::CDK::Metadata'])

/** Throws the names of all resource types that are not served. */
export function requireTypes(types: ReadonlyMap<string, ResourceType>, resources: TemplateResource[]): void {
  const unknown = resources.map(({ Type }) => Type).filter((type) => !types.has(type) && !IGNORED_TYPES.has(type))
  if (unknown.length > 0)
    throw new Unsupported([...new Set(unknown)].map((type) => `the resource type ${type}`).join(', '))
}
