import { malformedPolicy } from './malformed-policy.ts'
import { expand, hasVariable, type Token, tester, tokens } from './pattern.ts'
import type { Matches } from './policy.ts'

const FIELDS = 6

/**
 * Compares ARNs field by field: a wildcard does not reach over a colon, except in the last field, which holds the rest.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function matchArn(text: string, variables: boolean): Matches {
  if (text === '*') return () => true
  const pattern = tokens(text, { wildcards: true, variables })
  // An ARN that a variable stands for is known only when it is evaluated.
  if (hasVariable(pattern)) {
    return (value, lookup) => {
      const expanded = expand(pattern, lookup)
      return expanded !== null && arnTester(expanded)(value)
    }
  }
  if (fields(pattern).length < FIELDS) throw malformedPolicy(`${text} is not an ARN.`)
  return arnTester(pattern)
}

/**
 * A `Resource` element: as an ARN condition, and an ARN of fewer fields is completed with wildcards. What is asked on `*` (no resource-level
 * permissions) is matched by `*` alone.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function matchResource(text: string, variables: boolean): Matches {
  if (text === '*') return () => true
  if (!text.startsWith('arn:')) throw malformedPolicy(`Resource ${text} must be in ARN format or "*".`)
  return matchArn(`${text}${':*'.repeat(Math.max(0, FIELDS - text.split(':').length))}`, variables)
}

function arnTester(pattern: Token[]): (value: string) => boolean {
  const tests = fields(pattern).map((field) => tester(field))
  if (tests.length < FIELDS) return () => false
  return (value) => {
    const parts = value.split(':')
    if (parts.length < FIELDS) return false
    const rest = parts.slice(FIELDS - 1).join(':')
    return tests.every((test, i) => test(i < FIELDS - 1 ? (parts[i] ?? '') : rest))
  }
}

/** The pattern's fields; what follows the fifth colon is one. */
function fields(pattern: Token[]): Token[][] {
  let last: Token[] = []
  const found = [last]
  for (const token of pattern) {
    let text = token.kind === 'literal' ? token.text : null
    if (text === null) {
      last.push(token)
      continue
    }
    for (let colon = text.indexOf(':'); colon >= 0 && found.length < FIELDS; colon = text.indexOf(':')) {
      if (colon > 0) last.push({ kind: 'literal', text: text.slice(0, colon) })
      text = text.slice(colon + 1)
      last = []
      found.push(last)
    }
    if (text) last.push({ kind: 'literal', text })
  }
  return found
}
