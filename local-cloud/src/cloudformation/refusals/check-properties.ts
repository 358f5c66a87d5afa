import type * as z from 'zod'
import { AwsError, Unsupported } from '../../core/aws-error.ts'
import { type RefusedValue, refusedValues } from '../../core/refused-values.ts'
import type { ResourceType } from '../../core/resource-type.ts'
import { refusalText } from './refusal-text.ts'

type Parsed = { properties: unknown } | { refusals: RefusedValue[] }

/** A resource's properties as its type reads them, or every value in them that it does not take. */
export function parseProperties(
  type: ResourceType,
  resolved: Record<string, unknown>,
  unknown?: (value: unknown) => boolean,
): Parsed {
  const properties = Object.fromEntries(
    Object.entries(resolved).filter(([name]) => !(name in (type.meaningless ?? {}))),
  )
  const first = type.properties.safeParse(properties)
  if (first.success) return { properties: first.data }
  // CloudFormation converts between strings, numbers and booleans.
  const converted = structuredClone(properties)
  for (const issue of first.error.issues) convert(converted, issue)
  const second = type.properties.safeParse(converted)
  if (second.success) return { properties: second.data }
  return { refusals: refusedValues(second.error.issues, properties, unknown) }
}

/** The same for a deployment, which fails by the name of each property that the type does not take. */
export function checkProperties(type: ResourceType, logicalId: string, resolved: Record<string, unknown>): unknown {
  const parsed = parseProperties(type, resolved)
  if ('properties' in parsed) return parsed.properties
  const { code, status } = new Unsupported('')
  throw new AwsError(
    code,
    parsed.refusals.map((refusal) => refusalText(type.type, logicalId, refusal)).join('; '),
    status,
  )
}

/** Properties are typed, values in templates often are not: `"5"` where a number is due, `"true"` where a boolean is. */
function convert(properties: Record<string, unknown>, issue: z.core.$ZodIssue): void {
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
