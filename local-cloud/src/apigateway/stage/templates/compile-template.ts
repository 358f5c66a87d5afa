import { Unsupported } from '../../../core/aws-error.ts'
import type { Exchange } from '../exchange.ts'
import { type Answer, authorizerVariable, type Variable } from './context-variables.ts'

export type Template = (exchange: Exchange, answer?: Answer) => string

const REFERENCE = /\$\{?([A-Za-z][\w-]*(?:\.[A-Za-z_][\w-]*)*)/g

/**
 * Compiles a text with `$context.…` variables: gateway responses and access logs know no more than substitution. A variable that is not
 * known fails here, so at deployment.
 */
export function compileTemplate(
  text: string,
  { variables, missing, where }: { variables: Record<string, Variable>; missing: string; where: string },
): Template {
  const parts: (string | Variable)[] = []
  let end = 0
  for (const match of text.matchAll(REFERENCE)) {
    parts.push(text.slice(end, match.index), resolve(match[0], match[1] ?? '', variables, where))
    end = match.index + match[0].length
  }
  parts.push(text.slice(end))
  const [only] = parts
  if (parts.length === 1 && typeof only === 'string') return () => only
  return (exchange, answer) => {
    let rendered = ''
    for (const part of parts) rendered += typeof part === 'string' ? part : (part(exchange, answer) ?? missing)
    return rendered
  }
}

function resolve(written: string, name: string, variables: Record<string, Variable>, where: string): Variable {
  const variable = written.startsWith('${') ? undefined : contextVariable(name, variables)
  if (!variable) throw new Unsupported(`the variable ${written} in ${where}`)
  return variable
}

/** The value behind `context.<name>`, if there is one. */
export function contextVariable(name: string, variables: Record<string, Variable>): Variable | undefined {
  const [root, ...rest] = name.split('.')
  if (root !== 'context') return undefined
  const key = rest.join('.')
  if (Object.hasOwn(variables, key)) return variables[key]
  if (rest[0] === 'authorizer' && rest.length === 2 && rest[1]) return authorizerVariable(rest[1])
  return undefined
}
