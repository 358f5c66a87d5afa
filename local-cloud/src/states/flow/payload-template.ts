import { callIntrinsic } from '../intrinsics/call-intrinsic.ts'
import { type Expression, isIntrinsic, parseIntrinsic, pathsOf } from '../intrinsics/parse-intrinsic.ts'
import { StateError } from '../state-error.ts'
import { type ContextObject, valuesAt } from './library.ts'

/** A payload template with its values filled in: members whose name ends in `.$` take theirs from a path or an intrinsic function. */
export async function template(payload: unknown, input: unknown, context: ContextObject): Promise<unknown> {
  const expressions = parseAll(payload)
  const paths = [...expressions.values()].flatMap(pathsOf)
  const values = await valuesAt(paths, input, context)
  return fill(payload, (source) => {
    const expression = expressions.get(source)
    return expression && callIntrinsic(expression, (path) => structuredClone(values.get(path)), context.ids)
  })
}

/** The value of a path or an intrinsic function. */
export async function evaluate(expression: string, input: unknown, context: ContextObject): Promise<unknown> {
  const filled = (await template({ 'value.$': expression }, input, context)) as { value: unknown }
  return filled.value
}

/** The path or function that a text stands for. */
export function parseExpression(source: string): Expression | null {
  return isIntrinsic(source) ? parseIntrinsic(source) : { path: source }
}

/** The members of a payload that take their value from an expression. */
export function expressionsOf(payload: unknown): { field: string; source: string }[] {
  if (typeof payload !== 'object' || payload === null) return []
  return Object.entries(payload).flatMap(([field, value]) =>
    isDynamic(payload, field) ? [{ field, source: String(value) }] : expressionsOf(value),
  )
}

function parseAll(payload: unknown): Map<string, Expression> {
  return new Map(
    expressionsOf(payload).map(({ source }) => {
      const expression = parseExpression(source)
      if (!expression) throw new StateError('States.Runtime', `${source} is neither a path nor an intrinsic function`)
      return [source, expression]
    }),
  )
}

function fill(payload: unknown, value: (source: string) => unknown): unknown {
  if (Array.isArray(payload)) return payload.map((one) => fill(one, value))
  if (typeof payload !== 'object' || payload === null) return payload
  return Object.fromEntries(
    Object.entries(payload).map(([key, member]) =>
      isDynamic(payload, key) ? [key.slice(0, -2), value(String(member))] : [key, fill(member, value)],
    ),
  )
}

const isDynamic = (payload: object, key: string): boolean => !Array.isArray(payload) && key.endsWith('.$')
