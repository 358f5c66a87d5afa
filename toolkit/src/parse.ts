import * as z from 'zod/mini'
import { ApiError } from './api-error.ts'

/** Objects nested deeper than this are refused before any schema sees them. */
const MAX_DEPTH = 32
const UNSAFE_KEYS = new Set(['__proto__', 'constructor', 'prototype'])
const MAX_FIELD_LENGTH = 200

/** A value from outside as its schema's type; ApiError INVALID_REQUEST with the dotted path in `field` when it does not fit. */
export function parse<Schema extends z.ZodMiniType>(schema: Schema, value: unknown, at = ''): z.output<Schema> {
  refuseUnsafeKeys(value, at)
  const result = z.safeParse(schema, value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  if (!issue) throw invalid(at, 'is not valid')
  const path = [at, ...issue.path.map(String), ...(issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [])]
  throw invalid(path.filter((part) => part !== '').join('.'), describe(issue, valueAt(value, issue.path)))
}

/** INVALID_REQUEST that names a member; the whole body is called `body`. */
export function invalid(field: string, complaint: string): ApiError {
  const name = (field === '' ? 'body' : field).slice(0, MAX_FIELD_LENGTH)
  return new ApiError('INVALID_REQUEST', `${name}${complaint.startsWith(':') ? '' : ' '}${complaint}.`, { field: name })
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

// zod/mini carries no texts of its own: without a locale each message is `Invalid input`.
function describe(issue: z.core.$ZodIssue, value: unknown): string {
  if (issue.message !== 'Invalid input') return `: ${issue.message}`
  switch (issue.code) {
    case 'invalid_type':
      return value === undefined ? 'is missing' : `must be ${article(issue.expected)}`
    case 'unrecognized_keys':
      return 'is not a known member'
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`
    case 'too_small':
      return `must have ${unit(issue.origin, `at least ${issue.minimum}`)}`
    case 'too_big':
      return `must have ${unit(issue.origin, `at most ${issue.maximum}`)}`
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`
    case 'invalid_format':
      return `must have the form of ${article(issue.format)}`
    default:
      return 'is not valid'
  }
}

const article = (noun: string) => (noun === 'int' ? 'a whole number' : `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`)

function unit(origin: string, bound: string): string {
  if (origin === 'string') return `${bound} characters`
  return origin === 'array' || origin === 'set' ? `${bound} entries` : `a value of ${bound}`
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at = value
  for (const key of path) at = typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined
  return at
}
