import { type Intrinsic, type Scope, templateError, text } from './intrinsic.ts'

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html

/** Functions that only the Conditions section knows; each gives true or false. */
export const conditionFunctions: Intrinsic[] = [
  {
    name: 'Condition',
    check(argument) {
      if (typeof argument !== 'string')
        throw templateError('Template format error: Every Condition member must be a string.')
    },
    evaluate: (argument, scope) => scope.condition(argument as string),
  },
  {
    name: 'Fn::And',
    check: (argument) => operands('Fn::And', argument, 2, 10),
    evaluate: (argument, scope) => resolved(argument, scope).every(Boolean),
  },
  {
    name: 'Fn::Or',
    check: (argument) => operands('Fn::Or', argument, 2, 10),
    evaluate: (argument, scope) => resolved(argument, scope).some(Boolean),
  },
  {
    name: 'Fn::Not',
    check: (argument) => operands('Fn::Not', argument, 1, 1),
    evaluate: (argument, scope) => !resolved(argument, scope)[0],
  },
  {
    name: 'Fn::Equals',
    check(argument) {
      if (!Array.isArray(argument) || argument.length !== 2) throw templateError(EQUALS)
    },
    evaluate(argument, scope) {
      const [left, right] = resolved(argument, scope).map((operand) => text(operand, EQUALS))
      return left === right
    },
  },
]

const EQUALS = 'Template error: every Fn::Equals object requires a list of 2 string parameters.'

function operands(name: string, argument: unknown, least: number, most: number): void {
  const fits = Array.isArray(argument) && argument.length >= least && argument.length <= most
  if (fits && argument.every(isCondition)) return
  throw templateError(
    `Template error: every ${name} object requires a list of ${least === most ? least : `at least ${least} and at most ${most}`} boolean parameters.`,
  )
}

/** Whether a value is a call of a function that gives true or false. */
export const isCondition = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(value).length === 1 &&
  conditionFunctions.some(({ name }) => Object.hasOwn(value, name))

const resolved = (argument: unknown, scope: Scope): unknown[] =>
  (argument as unknown[]).map((operand) => scope.resolve(operand))
