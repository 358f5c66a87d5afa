import { type Intrinsic, type Scope, templateError, text } from './intrinsic.ts'

const VARIABLE = /\$\{([^}]*)\}/g
const SHAPE =
  "Template error: One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first argument, and an optional second argument to specify a mapping of values to replace in the string"
const NAMES =
  'Template error: variable names in Fn::Sub syntax must contain only alphanumeric characters, underscores, periods, and colons'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html */
export const sub: Intrinsic = {
  name: 'Fn::Sub',
  check(argument) {
    if (named(argument).some((name) => !/^[\w.:]+$/.test(name))) throw templateError(NAMES)
  },
  evaluate(argument, scope) {
    const { template, variables } = parse(argument)
    return template.replaceAll(VARIABLE, (_, name: string) => substitute(name.trim(), variables, scope))
  },
  references: (argument) => named(argument).map((name) => name.split('.', 1)[0] ?? name),
  attributes: (argument) =>
    named(argument).flatMap((name) => {
      const dot = name.indexOf('.')
      return dot < 0 ? [] : [{ logicalId: name.slice(0, dot), name: name.slice(dot + 1) }]
    }),
}

/** What the text names that is no variable of its own. */
function named(argument: unknown): string[] {
  const { template, variables } = parse(argument)
  return [...template.matchAll(VARIABLE)]
    .map(([, name = '']) => name.trim())
    .filter((name) => !name.startsWith('!') && !Object.hasOwn(variables, name))
}

function substitute(name: string, variables: Record<string, unknown>, scope: Scope): string {
  // `${!Literal}` stays in the text, without the exclamation mark.
  if (name.startsWith('!')) return `\${${name.slice(1)}}`
  const dot = name.indexOf('.')
  const value = Object.hasOwn(variables, name)
    ? scope.resolve(variables[name])
    : dot < 0
      ? scope.ref(name)
      : scope.attribute(name.slice(0, dot), name.slice(dot + 1))
  return text(value, `Template error: variable ${name} in Fn::Sub expression does not resolve to a string`)
}

function parse(argument: unknown): { template: string; variables: Record<string, unknown> } {
  const [template, variables, ...more] = Array.isArray(argument) ? argument : [argument, {}]
  if (typeof template !== 'string' || typeof variables !== 'object' || variables === null || more.length > 0)
    throw templateError(SHAPE)
  return { template, variables }
}
