import type { JsonSchema } from '../world/route.ts'

const A_TIME = '2026-01-01T00:00:00.000Z'
const FORMATS: Record<string, string> = {
  'date-time': A_TIME,
  date: A_TIME.slice(0, 10),
  email: 'somebody@example.com',
  uuid: '00000000-0000-4000-8000-000000000000',
  uri: 'https://example.com/',
}

/** The smallest value that a JSON schema takes. Throws for a text with a pattern: no sample can be made from that. */
export function sampleOf(schema: JsonSchema, at = 'value'): unknown {
  const { const: only, enum: choices, default: usual, anyOf, type } = schema
  if (only !== undefined) return only
  if (Array.isArray(choices)) return choices[0]
  if (usual !== undefined) return usual
  if (Array.isArray(anyOf)) return sampleOf(anyOf[0], at)
  switch (type) {
    case 'string':
      return textOf(schema, at)
    case 'integer':
    case 'number':
      return numberOf(schema)
    case 'boolean':
      return true
    case 'null':
      return null
    case 'array': {
      const { items = {}, minItems = 1 } = schema as { items?: JsonSchema; minItems?: number }
      return Array.from({ length: minItems }, () => sampleOf(items, `${at}.0`))
    }
    case 'object': {
      const { properties = {}, required = [] } = schema as {
        properties?: Record<string, JsonSchema>
        required?: string[]
      }
      return Object.fromEntries(required.map((name) => [name, sampleOf(properties[name] ?? {}, `${at}.${name}`)]))
    }
    default:
      throw new Error(`No sample can be made of ${at}: ${JSON.stringify(schema)}`)
  }
}

function textOf({ format, pattern, minLength = 1 }: JsonSchema, at: string): string {
  const text = FORMATS[String(format)] ?? 'x'.repeat(Number(minLength))
  if (typeof pattern === 'string' && !new RegExp(pattern, 'u').test(text))
    throw new Error(`No sample of ${at} can be made from the pattern ${pattern}`)
  return text
}

function numberOf({ minimum, exclusiveMinimum, type }: JsonSchema): number {
  if (typeof exclusiveMinimum === 'number') return exclusiveMinimum + 1
  // Whole numbers have the least safe one as their minimum where the schema says nothing.
  return typeof minimum === 'number' && (type === 'number' || minimum > Number.MIN_SAFE_INTEGER) ? minimum : 1
}
