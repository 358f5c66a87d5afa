import * as z from 'zod/mini'
import { ApiError } from './api-error.ts'

/** Objects nested deeper than this are refused before any schema sees them. */
const MAX_DEPTH = 32
const UNSAFE_KEYS = new Set(['__proto__', 'constructor', 'prototype'])
const MAX_FIELD_LENGTH = 200

/** A value from outside as its schema's type; ApiError INVALID_REQUEST with the dotted path in `field` when it does not fit. */
export function parse<Schema extends z.ZodMiniType>(schema: Schema, value: unknown, at = ''): z.output<Schema> {
  refuseUnsafeKeys(value, at)
  const result = z.safeParse(schema, value, { error: complaint })
  if (result.success) return result.data
  const [issue] = result.error.issues
  if (!issue) throw invalid(at, 'is not valid')
  const path = [at, ...issue.path.map(String), ...(issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [])]
  throw refused(path.filter((part) => part !== '').join('.'), (field) => `${field}: ${issue.message}.`)
}

/** INVALID_REQUEST that says something of a member; the whole body is called `body`. */
export const invalid = (field: string, complaint: string) => refused(field, (name) => `${name} ${complaint}.`)

function refused(field: string, message: (name: string) => string): ApiError {
  const name = (field === '' ? 'body' : field).slice(0, MAX_FIELD_LENGTH)
  return new ApiError('INVALID_REQUEST', message(name), { field: name })
}

function refuseUnsafeKeys(value: unknown, at: string) {
  // A stack of our own: a body of 100 kB can nest 50,000 arrays, more than recursion bears.
  const open: { value: unknown; path: string; depth: number }[] = [{ value, path: at, depth: 0 }]
  for (let next = open.pop(); next; next = open.pop()) {
    if (typeof next.value !== 'object' || next.value === null) continue
    if (next.depth > MAX_DEPTH) throw invalid(next.path, 'is nested too deeply')
    for (const [key, member] of Object.entries(next.value)) {
      const path = next.path === '' ? key : `${next.path}.${key}`
      if (UNSAFE_KEYS.has(key)) throw invalid(path, 'is not a known member')
      open.push({ value: member, path, depth: next.depth + 1 })
    }
  }
}

/** What is wrong where a schema says nothing itself: zod/mini carries no texts of its own. */
function complaint(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'it is missing' : `it must be ${article(issue.expected)}`
    case 'unrecognized_keys':
      return 'it is not a known member'
    case 'invalid_value':
      return `it must be one of ${issue.values.map(String).join(', ')}`
    case 'too_small':
      return `it must have ${amount(issue.origin, `at least ${issue.minimum}`)}`
    case 'too_big':
      return `it must have ${amount(issue.origin, `at most ${issue.maximum}`)}`
    default:
      return 'it is not valid'
  }
}

const article = (noun: string) => (noun === 'int' ? 'a whole number' : `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`)

function amount(origin: string, bound: string): string {
  if (origin === 'string') return `${bound} characters`
  return origin === 'array' ? `${bound} entries` : `a value of ${bound}`
}
