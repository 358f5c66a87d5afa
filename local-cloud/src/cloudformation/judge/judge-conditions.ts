import { conditionFunctions, isCondition } from '../intrinsics/conditions.ts'
import { templateError } from '../intrinsics/intrinsic.ts'
import { functionCalls, intrinsics } from '../intrinsics/resolve.ts'
import { isExtended, type Template } from '../template.ts'
import { isParameter, requireMapping } from './names.ts'

const ALL = [...intrinsics, ...conditionFunctions]

/** Conditions are made of parameters, mappings and one another. */
export function judgeConditions(template: Template): void {
  const { Conditions } = template
  for (const condition of Object.values(Conditions)) judgeCondition(template, condition)
  const path: string[] = []
  const done = new Set<string>()
  const follow = (name: string): void => {
    if (done.has(name)) return
    if (path.includes(name))
      throw templateError(
        `Template error: Circular dependency between conditions: [${[...path.slice(path.indexOf(name)), name].join(', ')}]`,
      )
    path.push(name)
    for (const other of conditionsIn(Conditions[name])) follow(other)
    path.pop()
    done.add(name)
  }
  for (const name of Object.keys(Conditions)) follow(name)
}

function judgeCondition(template: Template, condition: unknown): void {
  const { Conditions } = template
  if (!isCondition(condition))
    throw templateError(
      'Template format error: Conditions can only be boolean operations on parameters and other conditions',
    )
  for (const { intrinsic, argument } of functionCalls(condition, ALL)) {
    intrinsic.check?.(argument, { extended: isExtended(template) })
    if (intrinsic.name === 'Fn::ImportValue')
      throw templateError('Template error: Cannot use Fn::ImportValue in Conditions.')
    for (const name of intrinsic.references?.(argument) ?? []) {
      if (isParameter(template, name)) continue
      throw templateError(
        `Template format error: Unresolved dependencies [${name}]. Cannot reference resources in the Conditions block of the template`,
      )
    }
    if (intrinsic.name === 'Fn::FindInMap') requireMapping(template, argument as unknown[])
  }
  for (const name of conditionsIn(condition))
    if (!Object.hasOwn(Conditions, name))
      throw templateError(`Template error: unresolved condition dependency ${name} in Condition`)
}

/** The conditions that a condition names. */
const conditionsIn = (condition: unknown): string[] =>
  functionCalls(condition, ALL).flatMap(({ intrinsic, argument }) => {
    if (intrinsic.name === 'Condition') return [String(argument)]
    return intrinsic.name === 'Fn::If' && Array.isArray(argument) ? [String(argument[0])] : []
  })
