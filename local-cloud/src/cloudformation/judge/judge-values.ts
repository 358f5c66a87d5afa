import type { ResourceType } from '../../core/resource-type.ts'
import { type Scope, templateError, text } from '../intrinsics/intrinsic.ts'
import { functionCallOf, intrinsics } from '../intrinsics/resolve.ts'
import type { Template } from '../template.ts'
import { judgeAttribute } from './judge-attribute.ts'
import { requireExportName } from './judge-export.ts'
import { type Section, unresolved } from './names.ts'

interface Known {
  template: Template
  types: ReadonlyMap<string, ResourceType>
  scope: Scope
  /** Logical ids of the resources whose conditions hold. */
  wanted: ReadonlySet<string>
}

/**
 * What is wrong with a template once its parameters are known: names of resources that their conditions leave out, and functions that
 * fail. What depends on a resource or on another stack is known only when that is there.
 */
export function judgeValues(known: Known): void {
  const { template, scope, wanted } = known
  for (const name of Object.keys(template.Conditions)) scope.condition(name)
  for (const logicalId of wanted) {
    const { DependsOn = [], Properties, Metadata } = template.Resources[logicalId] ?? {}
    for (const name of DependsOn) if (!wanted.has(name)) throw unresolved(name, 'Resources')
    isKnown(known, [Properties, Metadata], 'Resources')
  }
  const exported = new Set<string>()
  for (const [key, { Condition, Value, Export }] of Object.entries(template.Outputs)) {
    if (Condition !== undefined && !scope.condition(Condition)) continue
    const shape = `Template format error: Output ${key} is malformed. The Value field of every Outputs member must evaluate to a String.`
    if (isKnown(known, Value, 'Outputs')) text(scope.resolve(Value), shape)
    if (!Export) continue
    const name = String(scope.resolve(Export.Name))
    requireExportName(key, name)
    if (exported.has(name)) throw templateError(`Template format error: Two outputs have the export name ${name}.`)
    exported.add(name)
  }
}

/** Whether a value hangs on nothing that is still to be made; functions of such a value must succeed. */
function isKnown(known: Known, value: unknown, section: Section): boolean {
  const { template, types, scope, wanted } = known
  const all = (parts: unknown[]) => parts.map((part) => isKnown(known, part, section)).every(Boolean)
  if (typeof value !== 'object' || value === null) return true
  const call = Array.isArray(value) ? undefined : functionCallOf(value, intrinsics)
  if (!call) return all(Object.values(value))
  const { intrinsic, argument } = call
  if (intrinsic.name === 'Fn::If') {
    const [condition, yes, no] = argument as [string, unknown, unknown]
    return isKnown(known, scope.condition(condition) ? yes : no, section)
  }
  const resources = (intrinsic.references?.(argument) ?? []).filter((name) => Object.hasOwn(template.Resources, name))
  for (const name of resources) if (!wanted.has(name)) throw unresolved(name, section)
  const isArgumentKnown = all([argument])
  if (intrinsic.name === 'Fn::GetAtt' && isArgumentKnown) {
    const [{ logicalId = '' } = {}] = intrinsic.attributes?.(argument) ?? []
    const name = Array.isArray(argument) ? scope.resolve(argument[1]) : undefined
    judgeAttribute(template, types, { logicalId, name: typeof name === 'string' ? name : undefined }, intrinsic.name)
  }
  if (!isArgumentKnown || resources.length > 0 || intrinsic.name === 'Fn::ImportValue') return false
  scope.resolve(value)
  return true
}
