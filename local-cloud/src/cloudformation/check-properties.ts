import type * as z from 'zod'
import { AwsError, Unsupported } from '../core/aws-error.ts'
import type { ResourceType } from '../core/resource-type.ts'

type Issue = z.core.$ZodIssue

/**
 * A resource's properties as its type reads them. CloudFormation converts between strings, numbers and booleans; beyond that a
 * property which the type does not read fails by name.
 */
export function checkProperties(type: ResourceType, logicalId: string, resolved: Record<string, unknown>): unknown {
  const properties = Object.fromEntries(
    Object.entries(resolved).filter(([name]) => !(name in (type.meaningless ?? {}))),
  )
  const first = type.properties.safeParse(properties)
  if (first.success) return first.data
  const converted = structuredClone(properties)
  for (const issue of first.error.issues) convert(converted, issue)
  const second = type.properties.safeParse(converted)
  if (second.success) return second.data
  throw refusal(type.type, logicalId, deepest(second.error.issues))
}

function refusal(type: string, logicalId: string, issue: Issue | undefined): AwsError {
  const at = (more: PropertyKey[] = []) => [...(issue?.path ?? []), ...more].map(String).join('.')
  if (issue?.code === 'unrecognized_keys') {
    const unsupported = new Unsupported('')
    const message = `${type} property ${at(issue.keys.slice(0, 1))} of ${logicalId} is not supported by the local cloud`
    return new AwsError(unsupported.code, message, unsupported.status)
  }
  return new AwsError(
    'ValidationError',
    `${type} property ${at()} of ${logicalId}: ${issue?.message ?? 'is not valid'}`,
  )
}

/** Where alternatives were tried, the complaint of the one that came closest. */
function deepest(issues: Issue[]): Issue | undefined {
  const [issue] = issues
  if (issue?.code !== 'invalid_union' || issue.errors.length === 0) return issue
  const closest = [...issue.errors].sort((a, b) => depth(b) - depth(a))[0] ?? []
  const inner = deepest(closest)
  return inner && { ...inner, path: [...issue.path, ...inner.path] }
}

function depth(issues: Issue[]): number {
  const [first] = issues
  return (first?.path.length ?? 0) + (first?.code === 'unrecognized_keys' ? 0.5 : 0)
}

/** Properties are typed, values in templates often are not: `"5"` where a number is due, `"true"` where a boolean is. */
function convert(properties: Record<string, unknown>, issue: Issue): void {
  if (issue.code !== 'invalid_type') return
  const key = issue.path.at(-1)
  const parent = issue.path
    .slice(0, -1)
    .reduce<unknown>((at, step) => (at as Record<PropertyKey, unknown>)?.[step], properties)
  if (key === undefined || typeof parent !== 'object' || parent === null) return
  const holder = parent as Record<PropertyKey, unknown>
  const value = holder[key]
  if (issue.expected === 'number' && typeof value === 'string' && value.trim() !== '') holder[key] = Number(value)
  else if (issue.expected === 'boolean' && (value === 'true' || value === 'false')) holder[key] = value === 'true'
  else if (issue.expected === 'string' && (typeof value === 'number' || typeof value === 'boolean'))
    holder[key] = String(value)
}
