import { expand, hasVariable, type PatternSyntax, tester, tokens } from './pattern.ts'
import type { Matches } from './policy.ts'

/** Compares a whole text with a policy's value. */
export function matchText(text: string, syntax: PatternSyntax, ignoreCase = false): Matches {
  const pattern = tokens(text, syntax)
  if (!hasVariable(pattern)) return tester(pattern, ignoreCase)
  return (value, lookup) => {
    const expanded = expand(pattern, lookup)
    return expanded !== null && tester(expanded, ignoreCase)(value)
  }
}
