import type { ResourceType } from '../../core/resource-type.ts'
import { dependencyOrder } from '../dependency-order.ts'
import { templateError } from '../intrinsics/intrinsic.ts'
import { functionCalls, intrinsics } from '../intrinsics/resolve.ts'
import { parseTemplate, type Template } from '../template.ts'
import { judgeConditions } from './judge-conditions.ts'
import { isParameter, requireMapping, type Section, unresolved } from './names.ts'

type Types = ReadonlyMap<string, ResourceType>

/** A template that somebody gives: parsed, and judged as far as it can be without values of its parameters. */
export function judgedTemplate(source: string, types: Types): Template {
  const template = parseTemplate(source)
  judgeTemplate(template, types)
  return template
}

/** Throws what CloudFormation says of a template before it touches anything, whichever operation brings the template. */
function judgeTemplate(template: Template, types: Types): void {
  const { Resources, Outputs } = template
  if (Object.keys(Resources).length === 0)
    throw templateError('Template format error: At least one Resources member must be defined.')
  judgeConditions(template)
  for (const { Condition, DependsOn, Properties } of Object.values(Resources)) {
    requireCondition(template, Condition, 'Resources')
    for (const name of DependsOn) if (!Object.hasOwn(Resources, name)) throw unresolved(name, 'Resources')
    judgeValue(template, types, Properties, 'Resources')
  }
  for (const [key, { Condition, Value, Export }] of Object.entries(Outputs)) {
    requireCondition(template, Condition, 'Outputs')
    if (Value === undefined || Value === null)
      throw templateError(`Template format error: [/Outputs/${key}] Every Outputs member must contain a Value object`)
    judgeValue(template, types, Value, 'Outputs')
    if (Export) judgeExport(template, key, Export.Name)
  }
  dependencyOrder(Resources)
}

function judgeValue(template: Template, types: Types, value: unknown, section: Section): void {
  for (const { intrinsic, argument } of functionCalls(value, intrinsics)) {
    intrinsic.check?.(argument, { extended: isExtended(template) })
    const attributes = intrinsic.attributes?.(argument) ?? []
    for (const { logicalId, name } of attributes) judgeAttribute(template, types, { logicalId, name }, intrinsic.name)
    for (const name of intrinsic.references?.(argument) ?? []) {
      if (attributes.some(({ logicalId }) => logicalId === name)) continue
      if (!Object.hasOwn(template.Resources, name) && !isParameter(template, name)) throw unresolved(name, section)
    }
    if (intrinsic.name === 'Fn::If') requireBranching(template, argument as [string, ...unknown[]])
    if (intrinsic.name === 'Fn::FindInMap') requireMapping(template, (argument as unknown[])[0])
    if (intrinsic.name === 'Fn::ImportValue' && resourcesIn(template, argument).length > 0)
      throw templateError(
        'Template error: the attribute in Fn::ImportValue must not depend on any resources, imported values, or Fn::GetAZs',
      )
  }
}

function judgeAttribute(
  { Resources }: Template,
  types: Types,
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

function judgeExport(template: Template, key: string, name: unknown): void {
  const wrong = typeof name === 'string' ? !/^[A-Za-z0-9:-]+$/.test(name) : typeof name !== 'object' || name === null
  if (wrong)
    throw templateError(
      `Template format error: Output ${key} is malformed. The Name field of every Export member must be specified and consist only of alphanumeric characters, colons, or hyphens.`,
    )
  for (const { intrinsic, argument } of functionCalls(name, intrinsics))
    intrinsic.check?.(argument, { extended: isExtended(template) })
  const [resource] = resourcesIn(template, name)
  if (resource !== undefined)
    throw templateError(
      `Template format error: Output ${key} is malformed. The Name field of every Export member must not depend on any resources, imported values, or Fn::GetAZs: ${resource}`,
    )
}

/** Resources, and names that nothing has, in a value that may depend on none. */
const resourcesIn = (template: Template, value: unknown): string[] =>
  functionCalls(value, intrinsics).flatMap(({ intrinsic, argument }) =>
    (intrinsic.references?.(argument) ?? []).filter((name) => !isParameter(template, name)),
  )

function requireCondition({ Conditions }: Template, name: string | undefined, section: Section): void {
  if (name !== undefined && !Object.hasOwn(Conditions, name))
    throw templateError(
      `Template format error: Unresolved condition dependency ${name} in the ${section} block of the template`,
    )
}

function requireBranching({ Conditions }: Template, [name]: [string, ...unknown[]]): void {
  if (!Object.hasOwn(Conditions, name))
    throw templateError(`Template error: unresolved condition dependency ${name} in Fn::If`)
}

const isExtended = ({ Transform }: Template): boolean => [Transform].flat().includes('AWS::LanguageExtensions')
