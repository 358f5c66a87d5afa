import { requireKnownKey } from './condition-keys.ts'
import { malformedPolicy } from './malformed-policy.ts'
import type { Lookup } from './policy.ts'

/** A piece of a policy's text: what stands there, a wildcard, or a variable. */
export type Token =
  | { kind: 'literal'; text: string }
  | { kind: 'any' }
  | { kind: 'one' }
  | { kind: 'variable'; key: string; fallback: string | null }

export interface PatternSyntax {
  wildcards: boolean
  /** Only documents of version 2012-10-17 have variables; in older ones `${` is text. */
  variables: boolean
}

const WILDCARDS: Record<string, Token> = { '*': { kind: 'any' }, '?': { kind: 'one' } }
const VARIABLE = /^([^,]+?)\s*(?:,\s*'([^']*)')?$/

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html */
export function tokens(text: string, { wildcards, variables }: PatternSyntax): Token[] {
  const found: Token[] = []
  let literal = ''
  const add = (token: Token) => {
    if (literal) found.push({ kind: 'literal', text: literal })
    literal = ''
    found.push(token)
  }
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i)
    const wildcard = wildcards ? WILDCARDS[character] : undefined
    if (wildcard) add(wildcard)
    else if (variables && character === '$' && text[i + 1] === '{') {
      const end = text.indexOf('}', i)
      if (end < 0) throw malformedPolicy(`The policy variable in ${text} is not closed.`)
      const inner = text.slice(i + 2, end).trim()
      if (inner === '*' || inner === '?' || inner === '$') literal += inner
      else add(variable(inner))
      i = end
    } else literal += character
  }
  if (literal) found.push({ kind: 'literal', text: literal })
  return found
}

function variable(inner: string): Token {
  const [, key, fallback] = VARIABLE.exec(inner) ?? []
  if (!key) throw malformedPolicy(`\${${inner}} is not a policy variable.`)
  requireKnownKey(key)
  return { kind: 'variable', key: key.toLowerCase(), fallback: fallback ?? null }
}

/**
 * Puts the values in the place of variables, as text: a `*` in a value is no wildcard. Null when one has no value, so that nothing can
 * match: multivalued keys cannot be variables.
 */
export function expand(pattern: Token[], lookup: Lookup): Token[] | null {
  const expanded: Token[] = []
  for (const token of pattern) {
    if (token.kind !== 'variable') {
      expanded.push(token)
      continue
    }
    const value = lookup(token.key) ?? token.fallback
    if (typeof value !== 'string') return null
    expanded.push({ kind: 'literal', text: value })
  }
  return expanded
}

export const hasVariable = (pattern: Token[]): boolean => pattern.some(({ kind }) => kind === 'variable')

/** The test for a pattern without variables. */
export function tester(pattern: Token[], ignoreCase = false): (value: string) => boolean {
  if (pattern.length === 1 && pattern[0]?.kind === 'any') return () => true
  if (!ignoreCase && pattern.every(({ kind }) => kind === 'literal')) {
    const text = pattern.map((token) => (token.kind === 'literal' ? token.text : '')).join('')
    return (value) => value === text
  }
  const regexp = new RegExp(`^${pattern.map(source).join('')}$`, ignoreCase ? 'sui' : 'su')
  return (value) => regexp.test(value)
}

function source(token: Token): string {
  if (token.kind === 'literal') return token.text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
  return token.kind === 'any' ? '.*' : '.'
}
