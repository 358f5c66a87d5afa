import { invalid, isObject, type Json } from './json.ts'
import { type Matcher, matcher } from './matcher.ts'

type Test = (value: Json | undefined) => boolean

/** A compiled event pattern. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html */
export type EventPattern = (event: Json) => boolean

/** Compiles a pattern; throws InvalidEventPatternException naming what is wrong with it. */
export function compilePattern(pattern: unknown): EventPattern {
  if (!isObject(pattern) || Object.keys(pattern).length === 0) throw invalid('Event pattern is empty or not an object')
  return compileObject(pattern)
}

function compileObject(pattern: Record<string, unknown>): Test {
  const tests = Object.entries(pattern).map(([key, value]): Test => {
    if (key === '$or') return compileOr(value)
    const test = compileValue(key, value)
    return (event) => test(isObject(event) ? (event[key] as Json) : undefined)
  })
  // A field of a list of objects matches when one of the objects does.
  return (event) => (Array.isArray(event) ? event : [event]).some((one) => tests.every((test) => test(one)))
}

function compileOr(value: unknown): Test {
  if (!Array.isArray(value) || value.length < 2) throw invalid('$or must be a list of at least two patterns')
  const options = value.map((one) => {
    if (!isObject(one)) throw invalid('each member of $or must be a pattern')
    return compileObject(one)
  })
  return (event) => options.some((option) => option(event))
}

function compileValue(key: string, value: unknown): Test {
  if (Array.isArray(value)) {
    if (value.length === 0) throw invalid(`${key}: an empty list matches nothing`)
    const matchers = value.map((one) => matcher(key, one))
    return (found) => matchers.some((one) => matchesAny(one, found))
  }
  if (isObject(value)) return compileObject(value)
  throw invalid(`"${key}" must be an object or an array`)
}

/** A leaf that is a list matches when one of its members does; an empty or missing one only when absence is asked for. */
function matchesAny(test: Matcher, found: Json | undefined): boolean {
  if (!Array.isArray(found)) return test(found)
  return found.length === 0 ? test(undefined) : found.some((one) => test(one))
}
