import { Unsupported } from '../../core/aws-error.ts'
import { requireKnownKey } from './condition-keys.ts'
import { OPERATORS } from './condition-operators.ts'
import { malformedPolicy } from './malformed-policy.ts'
import type { Lookup } from './policy.ts'

const FORM = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/

/** One key of one operator in a `Condition` element, for example `ForAllValues:StringLike` on `dynamodb:LeadingKeys`. */
export function compileCondition(
  operatorName: string,
  key: string,
  values: string[],
  variables: boolean,
): (lookup: Lookup) => boolean {
  const [, qualifier, name = '', ifExists] = FORM.exec(operatorName) ?? []
  if (name === 'Null' && !qualifier && !ifExists) return compileNull(key, values)
  const operator = OPERATORS.get(name)
  if (!operator) throw malformedPolicy(`Invalid Condition type : ${operatorName}.`)
  requireKnownKey(key)
  const { negated } = operator
  const matchers = values.map((value) => operator.compile(value, variables))
  const holds = (value: string, lookup: Lookup) => matchers.some((matches) => matches(value, lookup)) !== negated
  const lowerCaseKey = key.toLowerCase()

  return (lookup) => {
    const found = present(lookup(lowerCaseKey))
    if (found === null && ifExists) return true
    if (qualifier) {
      // Missing keys and empty values are a null data set: true for all of its values, false for any.
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
      const set = (found ?? []).filter((value) => value !== '')
      return qualifier === 'ForAllValues'
        ? set.every((value) => holds(value, lookup))
        : set.some((value) => holds(value, lookup))
    }
    if (found === null) return negated
    const [value = ''] = found
    // AWS does not document what a request with several values gives here; guessing could be an allow.
    if (found.length > 1) throw new Unsupported(`${operatorName} without ForAllValues or ForAnyValue on several ${key}`)
    return holds(value, lookup)
  }
}

/** `true`: the key must be missing. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Null */
function compileNull(key: string, values: string[]): (lookup: Lookup) => boolean {
  requireKnownKey(key)
  const wanted = values.map((value) => value.toLowerCase())
  const wrong = wanted.find((value) => value !== 'true' && value !== 'false')
  if (wrong !== undefined) throw malformedPolicy(`Invalid Null value in a condition: ${wrong}`)
  const lowerCaseKey = key.toLowerCase()
  return (lookup) => wanted.includes(String(present(lookup(lowerCaseKey)) === null))
}

/** The key's values, null when the request has none. */
function present(found: string | readonly string[] | undefined): readonly string[] | null {
  if (found === undefined) return null
  if (typeof found === 'string') return [found]
  return found.some((value) => value !== '') ? found : null
}
