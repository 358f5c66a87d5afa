/** An authorizer's policy, ready to be asked for every method of the API. */
export type CompiledPolicy = (methodArn: string) => 'allow' | 'explicit-deny' | 'no-match'

/** What makes an authorizer's answer unusable. */
export class MalformedPolicy extends Error {}

interface Statement {
  effect: 'Allow' | 'Deny'
  resources: ((arn: string) => boolean)[]
}

/**
 * Compiles the policy document that a Lambda authorizer returned.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
 */
export function compilePolicy(document: unknown): CompiledPolicy {
  if (typeof document !== 'object' || document === null || !('Statement' in document)) {
    throw new MalformedPolicy('policyDocument has no Statement')
  }
  const statements = listOf(document.Statement).flatMap(compileStatement)
  return (methodArn) => {
    let allowed = false
    for (const { effect, resources } of statements) {
      if (!resources.some((matches) => matches(methodArn))) continue
      if (effect === 'Deny') return 'explicit-deny'
      allowed = true
    }
    return allowed ? 'allow' : 'no-match'
  }
}

function compileStatement(statement: unknown): Statement[] {
  if (typeof statement !== 'object' || statement === null) throw new MalformedPolicy('a statement is not an object')
  const { Effect, Action, Resource, Sid: _sid, ...rest } = statement as Record<string, unknown>
  const [unknown] = Object.keys(rest)
  if (unknown) throw new MalformedPolicy(`the local cloud does not support ${unknown} in an authorizer's policy`)
  if (Effect !== 'Allow' && Effect !== 'Deny') throw new MalformedPolicy(`Effect is ${JSON.stringify(Effect)}`)
  const actions = listOf(Action).map(patternOf)
  const resources = listOf(Resource).map(patternOf)
  if (actions.length === 0 || resources.length === 0) throw new MalformedPolicy('a statement lacks Action or Resource')
  const invokes = actions.some((action) => wildcard(action.toLowerCase())('execute-api:invoke'))
  return invokes ? [{ effect: Effect, resources: resources.map(wildcard) }] : []
}

const listOf = (value: unknown): unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value])

function patternOf(value: unknown): string {
  if (typeof value !== 'string') throw new MalformedPolicy(`${JSON.stringify(value)} is not a string`)
  return value
}

/** `*` stands for any characters, also none and also `/`; `?` for one. */
function wildcard(pattern: string): (text: string) => boolean {
  if (pattern === '*') return () => true
  const first = pattern.search(/[*?]/)
  if (first === -1) return (text) => text === pattern
  if (first === pattern.length - 1 && pattern.endsWith('*')) {
    const prefix = pattern.slice(0, -1)
    return (text) => text.startsWith(prefix)
  }
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replaceAll('?', '.')
  const expression = new RegExp(`^${source}$`, 's')
  return (text) => expression.test(text)
}
