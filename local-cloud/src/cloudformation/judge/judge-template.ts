import type { ResourceType } from '../../core/resource-type.ts'
import { dependencyOrder } from '../dependency-order.ts'
import { templateError } from '../intrinsics/intrinsic.ts'
import { functionCalls, intrinsics } from '../intrinsics/resolve.ts'
import { checkDeclaration } from '../parameters.ts'
import { isExtended, parseTemplate, type Template } from '../template.ts'
import { judgeAttribute } from './judge-attribute.ts'
import { judgeConditions } from './judge-conditions.ts'
import { dependenciesIn, judgeExport } from './judge-export.ts'
import { judgeText } from './judge-text.ts'
import { isParameter, requireMapping, type Section, unresolved } from './names.ts'

type Types = ReadonlyMap<string, ResourceType>

/** A template that somebody gives: parsed, and judged as far as it can be without values of its parameters. */
export function judgedTemplate(source: string, types: Types): Template {
  judgeText(JSON.parse(source))
  const template = parseTemplate(source)
  judgeTemplate(template, types)
  return template
}

/** Throws what CloudFormation says of a template before it touches anything, whichever operation brings the template. */
function judgeTemplate(template: Template, types: Types): void {
  const { Parameters, Resources, Outputs } = template
  if (Object.keys(Resources).length === 0)
    throw templateError('Template format error: At least one Resources member must be defined.')
  judgeConditions(template)
  for (const [name, parameter] of Object.entries(Parameters)) {
    checkDeclaration(name, parameter)
    if (Object.hasOwn(Resources, name))
      throw templateError(`Template format error: ${name} names both a parameter and a resource.`)
  }
  for (const { Condition, DependsOn, Properties, Metadata } of Object.values(Resources)) {
    requireCondition(template, Condition, 'Resources')
    for (const name of DependsOn) if (!Object.hasOwn(Resources, name)) throw unresolved(name, 'Resources')
    judgeValue(template, types, [Properties, Metadata], 'Resources')
  }
  for (const [key, { Condition, Value, Export }] of Object.entries(Outputs)) {
    requireCondition(template, Condition, 'Outputs')
    if (Value === undefined)
      throw templateError(`Template format error: [/Outputs/${key}] Every Outputs member must contain a Value object`)
    judgeValue(template, types, Value, 'Outputs')
    if (Export) judgeExport(template, key, Export.Name)
  }
  const certain = Object.entries(Resources).filter(([, { Condition }]) => Condition === undefined)
  dependencyOrder(Object.fromEntries(certain), () => undefined)
}

function judgeValue(template: Template, types: Types, value: unknown, section: Section): void {
  for (const { intrinsic, argument } of functionCalls(value, intrinsics)) {
    intrinsic.check?.(argument, { extended: isExtended(template) })
    const attributes = intrinsic.attributes?.(argument) ?? []
    for (const attribute of attributes) judgeAttribute(template, types, attribute, intrinsic.name)
    for (const name of intrinsic.references?.(argument) ?? []) {
      if (attributes.some(({ logicalId }) => logicalId === name)) continue
      if (!Object.hasOwn(template.Resources, name) && !isParameter(template, name)) throw unresolved(name, section)
    }
    if (intrinsic.name === 'Fn::If') requireBranching(template, argument as [string, ...unknown[]])
    if (intrinsic.name === 'Fn::FindInMap') requireMapping(template, argument as unknown[])
    if (intrinsic.name === 'Fn::ImportValue' && dependenciesIn(template, argument).length > 0)
      throw templateError(
        'Template error: the attribute in Fn::ImportValue must not depend on any resources, imported values, or Fn::GetAZs',
      )
  }
}

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
